package io.jenkins.plugins.webpaas.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.job.SourceOperationForm;
import io.jenkins.plugins.webpaas.job.SourceOperationVariables;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** {@code webPaasSourceOperation}: runs a source operation of an environment. */
public final class WebPaasSourceOperationStep extends OperationStep {
    private final String operation;
    private Object variables;

    /** @param operation the name of the source operation */
    @DataBoundConstructor
    public WebPaasSourceOperationStep(String operation) {
        this.operation = Util.fixNull(operation).strip();
    }

    public String getOperation() {
        return operation;
    }

    public Object getVariables() {
        return variables;
    }

    /** Returns the text of the form's field. */
    public String getVariablesText() {
        return SourceOperationVariables.text(SourceOperationVariables.of(variables));
    }

    /**
     * @param variables a map from prefix, such as {@code env}, to name to value; null for none. The type is not a
     *     map, because Jenkins' reference of steps cannot describe maps
     */
    @DataBoundSetter
    public void setVariables(Object variables) {
        this.variables = variables instanceof Map<?, ?> map && map.isEmpty() ? null : variables;
    }

    @Override
    Operation operation() {
        SourceOperationForm.checkOperation(operation);
        return new Operation.SourceOperation(operation, SourceOperationVariables.of(variables));
    }

    @Extension
    public static final class DescriptorImpl extends AccountStepDescriptor implements SourceOperationForm {

        /** Converts the variables, which are lines in the form. */
        @Override
        public Step newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            Object lines = form.remove("variablesText");
            WebPaasSourceOperationStep step = (WebPaasSourceOperationStep) super.newInstance(request, form);
            try {
                step.setVariables(SourceOperationVariables.parse(lines == null ? "" : lines.toString()));
            } catch (InvalidFieldException e) {
                throw new InvalidFormException(FieldLabels.say(e));
            }
            return step;
        }

        @Override
        public String getFunctionName() {
            return "webPaasSourceOperation";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasSourceOperationStep_DisplayName();
        }
    }
}
