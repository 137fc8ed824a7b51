package io.jenkins.plugins.webpaas.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.AbstractProject;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.webpaas.config.WholeNumber;
import io.jenkins.plugins.webpaas.job.PipelineStep;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;

/** The descriptor of a builder that has a Pipeline step as its counterpart. A field without help of its own shows the help of the step. */
@Restricted(NoExternalUse.class)
public abstract class StepBuilderDescriptor extends BuildStepDescriptor<Builder> implements ExpandedAccountForm {
    private final PipelineStep step;

    StepBuilderDescriptor(PipelineStep step) {
        this.step = step;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public final boolean isApplicable(Class<? extends AbstractProject> jobType) {
        return true;
    }

    /** Refuses a time-out that is no whole number, which Jenkins itself ignores. */
    @Override
    public final Builder newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
        try {
            WholeNumber.check("timeout", form);
        } catch (IllegalArgumentException e) {
            throw new FormException(e, "timeout");
        }
        return super.newInstance(request, form);
    }

    /** Returns the name of the Pipeline step, as scripts write it. */
    final String stepName() {
        return step.functionName();
    }

    @Override
    public final String getHelpFile(String fieldName) {
        String own = super.getHelpFile(fieldName);
        return own == null ? step.helpFile(fieldName) : own;
    }
}
