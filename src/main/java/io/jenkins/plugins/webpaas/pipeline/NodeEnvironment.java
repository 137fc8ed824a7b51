package io.jenkins.plugins.webpaas.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import io.jenkins.plugins.webpaas.session.Session;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.DynamicContext;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** Sets the variables of the session on a node inside the block. The session opens when a step first reads the variables. */
final class NodeEnvironment extends EnvironmentExpander {
    private static final long serialVersionUID = 1;

    private final BlockSessions sessions;
    private final Workspace workspace;

    NodeEnvironment(BlockSessions sessions, Workspace workspace) {
        this.sessions = sessions;
        this.workspace = workspace;
    }

    @Override
    public void expand(@NonNull EnvVars environment) throws IOException, InterruptedException {
        Session session = sessions.at(workspace);
        sessions.othersThan(workspace).forEach(other -> other.removeFrom(environment));
        Map<String, String> variables = session.environment(environment);
        if (!environment.containsKey("PATH")) {
            variables
                    .keySet()
                    .removeIf(name -> name.startsWith("PATH+")); // without a PATH, these would replace the node's PATH
        }
        environment.overrideAll(variables);
    }

    /** Adds the variables of the enclosing blocks to the context of each step in a workspace. */
    @Extension
    public static final class Finder extends DynamicContext.Typed<EnvironmentExpander> {

        @Override
        @NonNull
        protected Class<EnvironmentExpander> type() {
            return EnvironmentExpander.class;
        }

        @Override
        protected EnvironmentExpander get(DelegatedContext context) throws IOException, InterruptedException {
            WebPaasBlock block = context.get(WebPaasBlock.class);
            if (block == null) {
                return null;
            }
            Optional<Workspace> workspace = workspace(context);
            EnvironmentExpander around = context.get(EnvironmentExpander.class);
            return workspace.isEmpty() ? around : within(block, workspace.get(), around);
        }

        private static Optional<Workspace> workspace(DelegatedContext context)
                throws IOException, InterruptedException {
            try {
                return Workspace.around(context.get(FlowNode.class));
            } catch (IOException e) { // a script that reads env has no flow node
                FilePath directory = context.get(FilePath.class);
                return directory == null
                        ? Optional.empty()
                        : Workspace.around(directory, context.get(FlowExecution.class));
            }
        }

        /**
         * Adds the variables of a block and of the blocks around it. A block that is inside the workspace needs nothing, because it has set its
         * variables itself.
         */
        private static EnvironmentExpander within(WebPaasBlock block, Workspace workspace, EnvironmentExpander around) {
            if (block.isIn(workspace)) {
                return around;
            }
            EnvironmentExpander outer =
                    block.outer() == null || block.sessions().haveSsh()
                            ? around
                            : within(block.outer(), workspace, around);
            return EnvironmentExpander.merge(outer, new NodeEnvironment(block.sessions(), workspace));
        }
    }
}
