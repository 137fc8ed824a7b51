package io.jenkins.plugins.webpaas.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.command.CommandResult;
import io.jenkins.plugins.webpaas.command.CommandRunner;
import io.jenkins.plugins.webpaas.command.LocalCommands;
import io.jenkins.plugins.webpaas.command.RemoteCommand;
import io.jenkins.plugins.webpaas.job.AppForm;
import io.jenkins.plugins.webpaas.job.CommandRun;
import io.jenkins.plugins.webpaas.job.ConnectFrom;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.PipelineStep;
import io.jenkins.plugins.webpaas.job.SessionForm;
import io.jenkins.plugins.webpaas.node.RemoteCommands;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import java.io.IOException;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Runs a command in an environment's container, as the step {@code webPaasSsh} does. The shell of the container expands variables in the command. */
public final class WebPaasSshBuilder extends AccountBuilder {
    private final String command;
    private String app;
    private String worker;
    private String from;

    /** @param command for the shell of the container; Jenkins does not expand it */
    @DataBoundConstructor
    public WebPaasSshBuilder(String command) {
        this.command = command;
    }

    public String getCommand() {
        return command;
    }

    public String getApp() {
        return app;
    }

    /** @param app null or empty for the app of the job's login, or else for the first app of the environment by name */
    @DataBoundSetter
    public void setApp(String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    public String getWorker() {
        return worker;
    }

    /** @param worker of the app; null or empty for the app itself */
    @DataBoundSetter
    public void setWorker(String worker) {
        this.worker = Util.fixEmptyAndTrim(worker);
    }

    public String getFrom() {
        return from == null ? ConnectFrom.CONTROLLER.toString() : from;
    }

    /** @param from {@code controller} or {@code node} */
    @DataBoundSetter
    public void setFrom(String from) {
        this.from = ConnectFrom.CONTROLLER.toString().equals(from) ? null : from;
    }

    @Override
    public boolean requiresWorkspace() {
        return ConnectFrom.NODE.toString().equals(from);
    }

    @Override
    void run(Run<?, ?> run, FilePath workspace, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        EffectiveAccount account;
        RemoteCommand remote;
        try {
            ConnectFrom.of(getFrom());
            account = effectiveAccount(run, variables);
            remote = new RemoteCommand(
                    account.target(),
                    new EnvironmentGuard(getEnvironmentType()),
                    app == null ? account.target().app() : expand(app, variables),
                    expand(worker, variables),
                    command,
                    CommandRun.timeout(getTimeout()),
                    false);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        CommandRunner runner =
                requiresWorkspace() ? new RemoteCommands(workspace.getChannel()) : LocalCommands.INSTANCE;
        Optional<CommandResult> result =
                CommandRun.run(new FreestyleBuild(run, listener, account.token()), remote, runner);
        if (result.isPresent()) {
            CommandRun.check(result.get());
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepBuilderDescriptor implements AppForm {
        public DescriptorImpl() {
            super(PipelineStep.SSH);
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasSshBuilder_DisplayName();
        }

        @POST
        public ListBoxModel doFillFromItems() {
            return SessionForm.connectFrom();
        }
    }
}
