package io.jenkins.plugins.webpaas.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.config.WholeNumber;
import io.jenkins.plugins.webpaas.job.AccountForm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** A step that acts on the service. A Pipeline calls {@link #start}; a freestyle build calls {@link #run}, with the same parameters, form and help. */
@Restricted(NoExternalUse.class)
public abstract class WebPaasStep extends AccountStep {
    /** The minutes after which the step gives up; 0 for never, null for the time-out of the system configuration. */
    @DataBoundSetter
    public Integer timeout;

    /** The work of a step in a freestyle build. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Checks the parameters and makes the work of the step in a freestyle build. */
    abstract Work prepare(StepInput input) throws IOException, InterruptedException;

    /**
     * Runs the step in a freestyle build. Returns when the step is over.
     *
     * @throws AbortException if the step fails
     */
    public final void run(StepInput input) throws IOException, InterruptedException {
        Work work;
        try {
            work = prepare(input);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        work.run();
    }

    /** Tells whether the step needs a workspace in a freestyle build. */
    public boolean needsWorkspace() {
        return false;
    }

    /** The descriptor of a step with a credential. */
    public abstract static class WebPaasStepDescriptor extends StepDescriptor implements AccountForm {
        /** The parameters that tell what a step does, and then where. */
        private static final List<String> SHOWN =
                List.of("operation", "command", "name", "backup", "environment", "commit");

        private static final ResourceBundleHolder MESSAGES = ResourceBundleHolder.get(Messages.class);

        /** Returns the name of the step's class without its end, such as {@code webPaasBackup}. */
        @Override
        public final String getFunctionName() {
            String name = clazz.getSimpleName();
            return Character.toLowerCase(name.charAt(0)) + name.substring(1, name.length() - "Step".length());
        }

        @Override
        @NonNull
        public final String getDisplayName() {
            return MESSAGES.format(clazz.getSimpleName() + ".DisplayName");
        }

        /** Returns the text beside the step in views of Pipelines: what the step does and where, as far as the script names it. */
        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            String shown = SHOWN.stream()
                    .map(arguments::get)
                    .filter(CharSequence.class::isInstance)
                    .map(Object::toString)
                    .collect(Collectors.joining(", "));
            return shown.isEmpty() ? null : shown;
        }

        /** Refuses a time-out that is no whole number, which Jenkins itself ignores. */
        @Override
        public Step newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            try {
                WholeNumber.parse("timeout", form.optString("timeout"), 0);
            } catch (IllegalArgumentException e) {
                throw new InvalidFormException(e.getMessage());
            }
            return super.newInstance(request, form);
        }

        /** Requires no node, so that {@code withWebPaas} may stand in the options of a Declarative Pipeline. */
        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }

    /** An invalid value in the form of a step. The snippet generator shows the message in place of a script; it shows no FormException. */
    public static final class InvalidFormException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param problem names the field by its label */
        InvalidFormException(String problem) {
            super(problem, null, false, false);
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }
}
