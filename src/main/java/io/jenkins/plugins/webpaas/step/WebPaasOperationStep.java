package io.jenkins.plugins.webpaas.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormFillFailure;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.RuntimeOperation;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** {@code webPaasOperation}: runs a runtime operation of an app or a worker. */
public final class WebPaasOperationStep extends OperationStep {
    private final String operation;
    private String app;
    private String worker;
    private List<String> parameters = List.of();

    /** @param operation the name of the runtime operation */
    @DataBoundConstructor
    public WebPaasOperationStep(String operation) {
        this.operation = Util.fixEmptyAndTrim(operation);
    }

    public String getOperation() {
        return operation;
    }

    public String getApp() {
        return app;
    }

    /** @param app name of the app; null or empty if one app alone has the operation */
    @DataBoundSetter
    public void setApp(String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    public String getWorker() {
        return worker;
    }

    /** @param worker name of a worker of the app; null or empty for the app itself */
    @DataBoundSetter
    public void setWorker(String worker) {
        this.worker = Util.fixEmptyAndTrim(worker);
    }

    public List<String> getParameters() {
        return parameters;
    }

    /** @param parameters of the operation, in their order; null for none */
    @DataBoundSetter
    public void setParameters(List<String> parameters) {
        this.parameters = parameters == null ? List.of() : List.copyOf(parameters);
    }

    /** Returns the text of the form's field, which has one parameter in each line. */
    public String getParametersText() {
        return String.join("\n", parameters);
    }

    @Override
    Operation operation(StepInput input) {
        return new RuntimeOperation(
                input.field(operation),
                input.field(app),
                input.field(worker),
                parameters.stream().map(input::expand).toList());
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
                    .runtimeOperations();
        }

        @POST
        public FormValidation doCheckOperation(@AncestorInPath Item item, @QueryParameter String value) {
            return check(
                    item,
                    Util.fixNull(value),
                    name -> new RuntimeOperation(Util.fixEmptyAndTrim(name), null, null, List.of()));
        }

        /** Converts the parameters, which are lines in the form. */
        @Override
        public Step newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            Object lines = form.remove("parametersText");
            WebPaasOperationStep step = (WebPaasOperationStep) super.newInstance(request, form);
            step.setParameters(
                    lines == null
                            ? null
                            : lines.toString()
                                    .lines()
                                    .filter(line -> !line.isBlank())
                                    .toList());
            return step;
        }
    }
}
