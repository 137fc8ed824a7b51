package io.jenkins.plugins.webpaas.folder;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.AccountForm;
import io.jenkins.plugins.webpaas.job.FolderDefaults;
import io.jenkins.plugins.webpaas.job.FolderDefaults.FolderAccount;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * {@code Web PaaS} in the configuration of a folder: the credential and project for builds that name none.
 *
 * <pre>{@code
 * WebPaasFolderProperty defaults = new WebPaasFolderProperty();
 * defaults.setCredentialsId("deploy-bot");
 * defaults.setProject("abcdefghij234");
 * folder.addProperty(defaults);
 * }</pre>
 */
public final class WebPaasFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> implements FolderAccount {
    private String credentialsId;
    private String service;
    private String project;
    private boolean environmentOfBranch;
    private boolean deleteEnvironmentWithBranch;

    @DataBoundConstructor
    public WebPaasFolderProperty() {}

    @Override
    public String getCredentialsId() {
        return credentialsId;
    }

    /** @param credentialsId id of a Web PaaS API token or of a secret text; null or empty to inherit */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @Override
    public String getService() {
        return service;
    }

    /** @param service id of the service that a secret text is for; null or empty for the service of a Web PaaS API token */
    @DataBoundSetter
    public void setService(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    @Override
    public String getProject() {
        return project;
    }

    /** @param project id; null or empty to inherit */
    @DataBoundSetter
    public void setProject(String project) {
        this.project = Util.fixEmptyAndTrim(project);
    }

    @Override
    public boolean isEnvironmentOfBranch() {
        return environmentOfBranch;
    }

    /** @param environmentOfBranch whether builds of a branch that name no environment have that of the branch */
    @DataBoundSetter
    public void setEnvironmentOfBranch(boolean environmentOfBranch) {
        this.environmentOfBranch = environmentOfBranch;
    }

    @Override
    public boolean isDeleteEnvironmentWithBranch() {
        return deleteEnvironmentWithBranch;
    }

    /** @param deleteEnvironmentWithBranch whether the environment of a branch is deleted after the job of the branch is */
    @DataBoundSetter
    public void setDeleteEnvironmentWithBranch(boolean deleteEnvironmentWithBranch) {
        this.deleteEnvironmentWithBranch = deleteEnvironmentWithBranch;
    }

    private boolean isEmpty() {
        boolean namesNothing = credentialsId == null && service == null && project == null;
        return namesNothing && !environmentOfBranch && !deleteEnvironmentWithBranch;
    }

    @Extension
    @Symbol("webPaas")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor implements AccountForm {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasFolderProperty_DisplayName();
        }

        /** Returns what the folder inherits from the folders around it. */
        @Override
        public FolderDefaults folderDefaults(Item item) {
            return FolderDefaults.in(item == null ? null : item.getParent());
        }

        @Override
        public String emptyCredential(Item item) {
            TokenReference inherited = folderDefaults(item).token();
            return inherited == null
                    ? Messages.WebPaasFolderProperty_none()
                    : io.jenkins.plugins.webpaas.job.Messages.ApiToken_ofFolder(inherited.folder());
        }

        /** Returns null for an empty form, so that the folder has no property. */
        @Override
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 request, @NonNull JSONObject form)
                throws FormException {
            WebPaasFolderProperty property = (WebPaasFolderProperty) super.newInstance(request, form);
            return property.isEmpty() ? null : property;
        }
    }
}
