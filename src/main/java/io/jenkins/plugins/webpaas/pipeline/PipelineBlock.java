package io.jenkins.plugins.webpaas.pipeline;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.node.RemoteNode;
import io.jenkins.plugins.webpaas.session.NodeAwayException;
import io.jenkins.plugins.webpaas.session.NodeSide;
import io.jenkins.plugins.webpaas.session.Renewal;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a session needs of the Pipeline block that it is for; as the context has it at the moment. */
final class PipelineBlock implements Renewal.Block {
    private static final Logger LOGGER = Logger.getLogger(PipelineBlock.class.getName());

    private final StepContext context;
    private final String credentialsId;

    PipelineBlock(StepContext context, String credentialsId) {
        this.context = context;
        this.credentialsId = credentialsId;
    }

    @Override
    public ApiToken token() throws IOException, InterruptedException {
        return ApiTokens.find(context.get(Run.class), credentialsId);
    }

    @Override
    public NodeSide node() throws IOException, InterruptedException {
        FilePath workspace;
        try {
            workspace = context.get(FilePath.class);
        } catch (IOException e) {
            throw new NodeAwayException("The block's node is not connected", e);
        }
        if (workspace == null) {
            throw new NodeAwayException("The block has no node", null);
        }
        return RemoteNode.of(workspace);
    }

    @Override
    public void say(String sentence) {
        try {
            context.get(TaskListener.class).getLogger().println("[Web PaaS] " + sentence);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The build log cannot be written to", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
