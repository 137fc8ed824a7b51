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
 * Gives the session's variables to steps that read the variables of their build instead of their context, as {@code git} and {@code checkout} do.
 * A build cannot tell which of its steps reads the variables. The listener identifies the step, because each step has a listener of its own.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class BuildVariables extends EnvironmentContributor {
    private final Map<TaskListener, NodeEnvironment> environments = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    @SuppressWarnings("rawtypes")
    public void buildEnvironmentFor(@NonNull Run run, @NonNull EnvVars environment, @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        NodeEnvironment session = environments.get(listener);
        if (session != null) {
            session.expand(environment);
        }
    }

    /** Records the steps that work in a workspace and do not require the variables of their context. */
    @Extension
    public static final class Steps implements StepListener {
        private static final Logger LOGGER = Logger.getLogger(Steps.class.getName());

        @Override
        public void notifyOfNewStep(@NonNull Step step, @NonNull StepContext context) {
            Set<? extends Class<?>> required = step.getDescriptor().getRequiredContext();
            if (required.contains(FilePath.class)
                    && required.contains(TaskListener.class)
                    && !required.contains(EnvVars.class)) {
                try {
                    record(context);
                } catch (IOException e) {
                    LOGGER.log(Level.FINE, "A step gets no variables of a Web PaaS session", e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private static void record(StepContext context) throws IOException, InterruptedException {
            WebPaasBlock block = context.get(WebPaasBlock.class);
            Optional<Workspace> workspace =
                    block == null ? Optional.empty() : Workspace.around(context.get(FlowNode.class));
            if (workspace.isPresent()) {
                ExtensionList.lookupSingleton(BuildVariables.class)
                        .environments
                        .put(context.get(TaskListener.class), new NodeEnvironment(block.sessions(), workspace.get()));
            }
        }
    }
}
