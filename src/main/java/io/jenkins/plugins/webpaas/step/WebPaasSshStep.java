package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.command.CommandResult;
import io.jenkins.plugins.webpaas.command.CommandRunner;
import io.jenkins.plugins.webpaas.command.LocalCommands;
import io.jenkins.plugins.webpaas.command.RemoteCommand;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.node.RemoteCommands;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.IOException;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code webPaasSsh}: runs a command in an environment's container. */
public final class WebPaasSshStep extends WebPaasStep {
    private final String command;
    private String environmentType;
    private String app;
    private String worker;

    /** The machine that connects: {@code controller} or {@code node}. */
    @DataBoundSetter
    public String from = ConnectFrom.CONTROLLER.toString();

    /** Returns the standard output of the command, and does not log it. */
    @DataBoundSetter
    public boolean returnStdout;

    /** Returns the exit status; else a status other than 0 fails the step. */
    @DataBoundSetter
    public boolean returnStatus;

    /** @param command for the shell of the container */
    @DataBoundConstructor
    public WebPaasSshStep(String command) {
        this.command = command;
    }

    public String getCommand() {
        return command;
    }

    public String getEnvironmentType() {
        return environmentType;
    }

    /** @param environmentType the type that the environment must have, or the step does nothing; null or empty for any */
    @DataBoundSetter
    public void setEnvironmentType(String environmentType) {
        this.environmentType = Util.fixEmptyAndTrim(environmentType);
    }

    public String getApp() {
        return app;
    }

    /** @param app null or empty for the app of the enclosing block, or else for the first app of the environment by name */
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

    @Override
    protected StepExecution execution(StepContext context, StepInput input) throws IOException, InterruptedException {
        if (returnStdout && returnStatus) {
            throw new AbortException("returnStatus: cannot be had together with returnStdout. Leave one of them out");
        }
        EffectiveAccount account = effectiveAccount(input, input.login());
        RemoteCommand remote = remoteCommand(account.target(), input);
        return new WebPaasSshExecution(context, account.token(), remote, ConnectFrom.of(from), returnStatus);
    }

    @Override
    public boolean needsWorkspace() {
        return ConnectFrom.NODE.toString().equals(from);
    }

    @Override
    Work prepare(StepInput input) throws IOException, InterruptedException {
        if (returnStdout || returnStatus) {
            throw new AbortException("returnStdout, returnStatus: a build step returns nothing. Leave both out");
        }
        EffectiveAccount account = effectiveAccount(input, input.login());
        RemoteCommand remote = remoteCommand(account.target(), input);
        CommandRunner runner = ConnectFrom.of(from) == ConnectFrom.NODE
                ? new RemoteCommands(input.workspace().getChannel())
                : LocalCommands.INSTANCE;
        return () -> {
            Optional<CommandResult> result = CommandRun.run(input.freestyleBuild(account.token()), remote, runner);
            if (result.isPresent()) {
                CommandRun.check(result.get());
            }
        };
    }

    /** Returns the command, in which the shell of the container expands variables, and Jenkins does not. */
    RemoteCommand remoteCommand(Target target, StepInput input) {
        return new RemoteCommand(
                target,
                new EnvironmentGuard(environmentType),
                app == null ? target.app() : input.field(app),
                input.field(worker),
                command,
                CommandRun.timeout(timeout),
                returnStdout);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        @POST
        public FormValidation doCheckCommand(@QueryParameter String value) {
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error(Messages.Command_missing())
                    : FormValidation.ok();
        }

        /** Reports a combination that fails every build. */
        @POST
        public FormValidation doCheckReturnStatus(@QueryParameter boolean value, @QueryParameter boolean returnStdout) {
            return value && returnStdout
                    ? FormValidation.error(Messages.ReturnStatus_withStdout())
                    : FormValidation.ok();
        }

        @POST
        public ListBoxModel doFillFromItems() {
            ListBoxModel machines = new ListBoxModel();
            machines.add(Messages.ConnectFrom_controller(), ConnectFrom.CONTROLLER.toString());
            machines.add(Messages.ConnectFrom_node(), ConnectFrom.NODE.toString());
            return machines;
        }
    }
}
