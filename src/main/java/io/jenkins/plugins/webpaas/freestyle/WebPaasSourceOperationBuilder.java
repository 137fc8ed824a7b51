package io.jenkins.plugins.webpaas.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.activity.Operation;
import io.jenkins.plugins.webpaas.build.Variables;
import io.jenkins.plugins.webpaas.pipeline.WebPaasSourceOperationStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Runs a source operation, as {@link WebPaasSourceOperationStep} does. */
public final class WebPaasSourceOperationBuilder extends OperationBuilder {
    private final String operation;
    private String variables;

    /** @param operation its name */
    @DataBoundConstructor
    public WebPaasSourceOperationBuilder(String operation) {
        this.operation = operation;
    }

    public String getOperation() {
        return operation;
    }

    public String getVariables() {
        return variables;
    }

    /** @param variables one a line, such as {@code env:FILE=a.txt}; null or empty for none */
    @DataBoundSetter
    public void setVariables(String variables) {
        this.variables = Util.fixEmptyAndTrim(variables);
    }

    @Override
    Operation operation(EnvVars build) {
        String name = expand(operation, build);
        if (name == null) {
            throw new IllegalArgumentException("operation: is missing. Name a source operation of the environment");
        }
        return new Operation.SourceOperation(name, Variables.parse(variables == null ? "" : build.expand(variables)));
    }

    @Extension
    @Symbol("webPaasSourceOperationBuilder")
    public static final class DescriptorImpl extends StepDescriptorTwin {
        public DescriptorImpl() {
            super(WebPaasSourceOperationStep.DescriptorImpl.class);
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasSourceOperationBuilder_DisplayName();
        }

        /** Tells nothing but what is wrong with the text. */
        @POST
        public FormValidation doCheckVariables(@QueryParameter String value) {
            try {
                Variables.parse(value == null ? "" : value);
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
