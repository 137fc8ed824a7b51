package io.jenkins.plugins.webpaas.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.EnvironmentContributor;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.StepListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The session's variables for steps that ask their build for variables and not their context, as {@code git} and
 * {@code checkout} do. A build does not know which of its steps asks; but each step has a listener of its own.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class BuildVariables extends EnvironmentContributor {
    private final Map<TaskListener, NodeEnvironment> environments = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    @SuppressWarnings("rawtypes")
    public void buildEnvironmentFor(@NonNull Run run, @NonNull EnvVars environment, @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        NodeEnvironment known = environments.get(listener);
        if (known != null) {
            known.expand(environment);
        }
    }

    /** Notes the steps that work on a node's files and want no variables of their context. */
    @Extension
    public static final class Steps implements StepListener {
        private static final Logger LOGGER = Logger.getLogger(Steps.class.getName());

        @Override
        public void notifyOfNewStep(@NonNull Step step, @NonNull StepContext context) {
            Set<? extends Class<?>> wanted = step.getDescriptor().getRequiredContext();
            if (wanted.contains(FilePath.class)
                    && wanted.contains(TaskListener.class)
                    && !wanted.contains(EnvVars.class)) {
                try {
                    note(context);
                } catch (IOException e) {
                    LOGGER.log(Level.FINE, "A step gets no variables of a Web PaaS session", e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private static void note(StepContext context) throws IOException, InterruptedException {
            WebPaasBlock block = context.get(WebPaasBlock.class);
            if (block == null) {
                return;
            }
            Optional<Workspace> workspace = Workspace.around(context.get(FlowNode.class));
            if (workspace.isPresent()) {
                ExtensionList.lookupSingleton(BuildVariables.class)
                        .environments
                        .put(context.get(TaskListener.class), new NodeEnvironment(block.sessions(), workspace.get()));
            }
        }
    }
}
