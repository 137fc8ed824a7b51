package io.jenkins.plugins.webpaas.job;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The build of a Pipeline, looked up in the context of a step. */
@Restricted(NoExternalUse.class)
public final class PipelineBuild implements BuildContext, Serializable {
    private static final long serialVersionUID = 1;

    private final StepContext context;
    private final String credentialsId;
    private final String service;

    /** The folder that names the credential; null for none. */
    private final String folder;

    public PipelineBuild(StepContext context, TokenReference token) {
        this.context = context;
        this.credentialsId = token.credentialsId();
        this.service = token.service();
        this.folder = token.folder();
    }

    public StepContext context() {
        return context;
    }

    @Override
    public TokenReference reference() {
        return new TokenReference(credentialsId, service, folder);
    }

    /** Returns the execution of the Pipeline that runs the build. */
    public FlowExecution execution() {
        try {
            return get(FlowExecution.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T get(Class<T> type) throws IOException {
        try {
            return context.get(type);
        } catch (InterruptedException e) {
            throw Sleeper.interrupted("Interrupted while the build was looked up");
        }
    }

    @Override
    public Run<?, ?> run() throws IOException {
        return get(Run.class);
    }

    @Override
    public TaskListener log() throws IOException {
        return get(TaskListener.class);
    }

    @Override
    public boolean isOver() {
        try {
            return get(FlowExecution.class).isComplete();
        } catch (IOException e) {
            return true;
        }
    }
}
