package io.jenkins.plugins.webpaas.pipeline;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.console.ConsoleLogFilter;
import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.client.WebPaasException;
import io.jenkins.plugins.webpaas.config.ControllerSessions;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.session.NodeAwayException;
import io.jenkins.plugins.webpaas.session.Renewal;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.session.UnusableTargetException;
import io.jenkins.plugins.webpaas.ssh.InvalidCertificateException;
import java.io.IOException;
import jenkins.util.Timer;
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

    /** Null until it is open. */
    private Session session;

    private String serviceId;
    private transient Renewal renewal;

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
        PipelineBlock block = new PipelineBlock(getContext(), credentialsId);
        ApiToken token = block.token();
        serviceId = token.service().id();
        try {
            session = ControllerSessions.get().open(token, ssh, target, block.node());
        } catch (NodeAwayException e) {
            throw new AbortException("withWebPaas: " + e.getMessage() + ". Put the block inside node { … }");
        } catch (WebPaasException | InvalidCertificateException | UnusableTargetException e) {
            throw new AbortException(e.getMessage());
        }
        EnvVars outer = getContext().get(EnvVars.class);
        session.notes().forEach(block::say);
        session.conflicts(outer).forEach(block::say);
        renewal = ControllerSessions.get().keep(session, block, Timer.get());

        SessionEnvironment environment = new SessionEnvironment(session.environment(outer), exposeToken ? token : null);
        getContext()
                .newBodyInvoker()
                .withContext(EnvironmentExpander.merge(getContext().get(EnvironmentExpander.class), environment))
                .withContext(BodyInvoker.mergeConsoleLogFilters(
                        getContext().get(ConsoleLogFilter.class), new SecretFilter(token.secret(), run.getCharset())))
                .withCallback(new Closing())
                .start();
    }

    /** The controller was started anew inside the block: the node's connection, and with it the session, is a new one. */
    @Override
    public void onResume() {
        super.onResume();
        if (session != null) {
            PipelineBlock block = new PipelineBlock(getContext(), credentialsId);
            renewal = ControllerSessions.get().resume(session, block, Timer.get());
        }
    }

    /** What happens here makes no green build red: what the session was for is over. */
    private final class Closing extends TailCall {
        private static final long serialVersionUID = 1;

        /** In a task of its own, which goes on if the build is aborted meanwhile. */
        @Override
        protected void finished(StepContext context) throws Exception {
            Computer.threadPoolForRemoting
                    .submit(() -> close(new PipelineBlock(context, credentialsId)))
                    .get();
        }

        private Void close(PipelineBlock block) throws InterruptedException {
            if (renewal != null) {
                renewal.close();
            }
            try {
                ControllerSessions.get()
                        .close(
                                session,
                                WebPaasConfiguration.get().service(serviceId).orElse(null),
                                block.node())
                        .forEach(block::say);
            } catch (IOException | RuntimeException e) {
                block.say("The session could not be closed on its node: " + e.getMessage()
                        + ". Its SSH agent ends with its certificate.");
            }
            return null;
        }
    }
}
