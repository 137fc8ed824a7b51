package io.jenkins.plugins.webpaas.job;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import java.io.IOException;
import java.io.Serializable;
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

    /** The folder that names the credential; null for none, and in a stream of an earlier version. */
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
    public String credentialsId() {
        return credentialsId;
    }

    public TokenReference reference() {
        return new TokenReference(credentialsId, service, folder);
    }

    /** Returns the execution of the Pipeline that runs the build. */
    public FlowExecution execution() {
        try {
            return context.get(FlowExecution.class);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ApiToken token() throws IOException, InterruptedException {
        return ApiTokens.find(run(), reference());
    }

    @Override
    public Run<?, ?> run() throws IOException, InterruptedException {
        return context.get(Run.class);
    }

    @Override
    public TaskListener log() throws IOException, InterruptedException {
        return context.get(TaskListener.class);
    }

    @Override
    public boolean isOver() {
        try {
            return context.get(FlowExecution.class).isComplete();
        } catch (IOException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
