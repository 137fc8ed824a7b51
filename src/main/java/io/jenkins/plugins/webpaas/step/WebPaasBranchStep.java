package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.api.Branch;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.git.GitClient;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code webPaasBranch}: makes a new environment from an environment. */
public final class WebPaasBranchStep extends OperationStep {
    private final String name;
    private String parent;
    private String title;
    private String type;

    /** Gives the new environment the parent's data. */
    @DataBoundSetter
    public boolean clone = true;

    /** @param name of the new environment and its git branch */
    @DataBoundConstructor
    public WebPaasBranchStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public String getName() {
        return name;
    }

    public String getParent() {
        return parent;
    }

    /** @param parent id or machine name of the parent; null or empty for the environment of the step or of the login */
    @DataBoundSetter
    public void setParent(String parent) {
        this.parent = Util.fixEmptyAndTrim(parent);
    }

    public String getTitle() {
        return title;
    }

    /** @param title of the new environment; null or empty for its name */
    @DataBoundSetter
    public void setTitle(String title) {
        this.title = Util.fixEmptyAndTrim(title);
    }

    public String getType() {
        return type;
    }

    /** @param type of the new environment; null or empty for the service's default */
    @DataBoundSetter
    public void setType(String type) {
        this.type = Util.fixEmptyAndTrim(type);
    }

    /** Returns the parent, because the service offers it the operation. */
    @Override
    String actsOn() {
        if (parent != null && getEnvironment() != null) {
            throw new IllegalArgumentException(
                    "environment: is the parent of the new environment, as parent is. Leave one of the two out");
        }
        return parent == null ? getEnvironment() : parent;
    }

    @Override
    Operation operation(StepInput input) {
        return branch(input.field(name), input.field(title), type, clone);
    }

    private static Branch branch(String name, String title, String type, boolean clone) {
        if (name != null) {
            GitClient.checkBranch("name", name);
        }
        return new Branch(name, title, type, clone);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            String name = Util.fixEmptyAndTrim(value) == null ? "" : literal(item, value);
            return check(item, name, text -> branch(Util.fixEmpty(text), null, null, true));
        }

        @POST
        public ListBoxModel doFillTypeItems() {
            ListBoxModel types = new ListBoxModel();
            types.add(Messages.Strategy_ofService(), "");
            Branch.TYPES.forEach(type -> types.add(type, type));
            return types;
        }
    }
}
