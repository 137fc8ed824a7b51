package io.jenkins.plugins.webpaas.job;

import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The Pipeline steps that freestyle jobs have a counterpart of. The counterpart shows the step's help where it has none of its own, and names the
 * step in messages.
 */
@Restricted(NoExternalUse.class)
public enum PipelineStep {
    WITH_WEB_PAAS("withWebPaas"),
    BACKUP("webPaasBackup"),
    SOURCE_OPERATION("webPaasSourceOperation"),
    SSH("webPaasSsh"),
    WAIT("webPaasWait");

    private final String functionName;

    PipelineStep(String functionName) {
        this.functionName = functionName;
    }

    /** Returns the step's name in scripts. */
    public String functionName() {
        return functionName;
    }

    /**
     * Returns the URL path of a help text of the step.
     *
     * @param field null for the help of the step itself
     * @return null if the step has no such help
     */
    public String helpFile(String field) {
        return StepDescriptor.byFunctionName(functionName).getHelpFile(field);
    }
}
