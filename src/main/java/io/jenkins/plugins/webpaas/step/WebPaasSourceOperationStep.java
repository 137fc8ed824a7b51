package io.jenkins.plugins.webpaas.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormFillFailure;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

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
        return SourceOperationVariables.text(SourceOperationVariables.of(variables, UnaryOperator.identity()));
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
    Operation operation(StepInput input) {
        String name = input.field(operation);
        checkOperation(name);
        // Expands the values, not the text of the form: a build parameter with several lines must not add variables.
        return new Operation.SourceOperation(name, SourceOperationVariables.of(variables, input::expand));
    }

    /** @throws InvalidFieldException if the name is missing */
    private static void checkOperation(String name) {
        if (Util.fixEmptyAndTrim(name) == null) {
            throw new InvalidFieldException("operation", "operation.missing");
        }
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        @POST
        public ListBoxModel doFillOperationItems(
                @AncestorInPath Item item,
                @QueryParameter String credentialsId,
                @QueryParameter String service,
                @QueryParameter String project,
                @QueryParameter String environment)
                throws FormFillFailure {
            return suggestions(item, credentialsId, service, project, environment)
                    .sourceOperations();
        }

        @POST
        public FormValidation doCheckOperation(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, Util.fixNull(value), WebPaasSourceOperationStep::checkOperation);
        }

        @POST
        public FormValidation doCheckVariables(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, literal(item, value), SourceOperationVariables::parse);
        }

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
    }
}
