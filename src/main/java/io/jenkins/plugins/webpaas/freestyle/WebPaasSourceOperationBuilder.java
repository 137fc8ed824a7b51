package io.jenkins.plugins.webpaas.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.job.PipelineStep;
import io.jenkins.plugins.webpaas.job.SourceOperationForm;
import io.jenkins.plugins.webpaas.job.SourceOperationVariables;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Runs a source operation, as the step {@code webPaasSourceOperation} does. */
public final class WebPaasSourceOperationBuilder extends OperationBuilder {
    private final String operation;
    private String variables;

    /** @param operation the name of the source operation */
    @DataBoundConstructor
    public WebPaasSourceOperationBuilder(String operation) {
        this.operation = Util.fixNull(operation).strip();
    }

    public String getOperation() {
        return operation;
    }

    public String getVariables() {
        return variables;
    }

    /** @param variables one in each line, such as {@code env:FILE=a.txt}; null or empty for none */
    @DataBoundSetter
    public void setVariables(String variables) {
        this.variables = Util.fixEmptyAndTrim(variables);
    }

    @Override
    Operation operation(EnvVars buildVariables) {
        String name = expand(operation, buildVariables);
        SourceOperationForm.checkOperation(name);
        Map<String, Map<String, String>> values = SourceOperationVariables.parse(Util.fixNull(variables));
        // Expands the parsed values, not the text: a build parameter with several lines must not add variables.
        values.values().forEach(prefix -> prefix.replaceAll((variable, value) -> buildVariables.expand(value)));
        return new Operation.SourceOperation(name, values);
    }

    @Extension
    public static final class DescriptorImpl extends StepBuilderDescriptor implements SourceOperationForm {
        public DescriptorImpl() {
            super(PipelineStep.SOURCE_OPERATION);
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasSourceOperationBuilder_DisplayName();
        }
    }
}
