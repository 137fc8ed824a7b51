package io.jenkins.plugins.webpaas.pipeline;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.client.WebPaasException;
import io.jenkins.plugins.webpaas.config.ControllerSessions;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.node.RemoteNode;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.session.UnusableTargetException;
import io.jenkins.plugins.webpaas.ssh.InvalidCertificateException;
import java.io.IOException;
import java.io.PrintStream;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Opens a session, runs the block, closes the session; all of it off the Pipeline's thread. */
final class WithWebPaasExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1;

    private final String credentialsId;
    private final Target target;
    private final SshMode ssh;
    private final boolean exposeToken;

    WithWebPaasExecution(StepContext context, String credentialsId, Target target, SshMode ssh, boolean exposeToken) {
        super(context);
        this.credentialsId = credentialsId;
        this.target = target;
        this.ssh = ssh;
        this.exposeToken = exposeToken;
    }

    @Override
    public boolean start() {
        run(this::open);
        return false;
    }

    private void open() throws Exception {
        Run<?, ?> run = getContext().get(Run.class);
        PrintStream log = getContext().get(TaskListener.class).getLogger();
        ApiToken token = ApiTokens.find(run, credentialsId);
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace == null) {
            throw new AbortException("withWebPaas: there is no node here. Put the block inside node { … }");
        }
        Session session;
        try {
            session = ControllerSessions.get().open(token, ssh, target, RemoteNode.of(workspace));
        } catch (WebPaasException | InvalidCertificateException | UnusableTargetException e) {
            throw new AbortException(e.getMessage());
        }
        EnvVars outer = getContext().get(EnvVars.class);
        session.notes().forEach(note -> log.println("[Web PaaS] " + note));
        session.conflicts(outer).forEach(conflict -> log.println("[Web PaaS] " + conflict));

        SessionEnvironment environment = new SessionEnvironment(session.environment(outer), exposeToken ? token : null);
        getContext()
                .newBodyInvoker()
                .withContext(EnvironmentExpander.merge(getContext().get(EnvironmentExpander.class), environment))
                .withContext(BodyInvoker.mergeConsoleLogFilters(
                        getContext().get(ConsoleLogFilter.class), new SecretFilter(token.secret(), run.getCharset())))
                .withCallback(new Closing(session.id(), token.service().id()))
                .start();
    }

    /** What happens here makes no green build red: what the session was for is over. */
    private final class Closing extends TailCall {
        private static final long serialVersionUID = 1;

        private final String sessionId;
        private final String serviceId;

        Closing(String sessionId, String serviceId) {
            this.sessionId = sessionId;
            this.serviceId = serviceId;
        }

        @Override
        protected void finished(StepContext context) throws Exception {
            PrintStream log = context.get(TaskListener.class).getLogger();
            try {
                ControllerSessions.get()
                        .close(
                                sessionId,
                                WebPaasConfiguration.get().service(serviceId).orElse(null),
                                RemoteNode.of(context.get(FilePath.class)))
                        .forEach(note -> log.println("[Web PaaS] " + note));
            } catch (IOException e) {
                log.println("[Web PaaS] The session could not be closed on its node: " + e.getMessage()
                        + ". Its SSH agent ends with its certificate.");
            }
        }
    }
}
