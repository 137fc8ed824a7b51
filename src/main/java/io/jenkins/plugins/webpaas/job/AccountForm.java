package io.jenkins.plugins.webpaas.job;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormFillFailure;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.config.WholeNumber;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.Target;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The fill and check methods of forms with a credential, project and environment, for descriptors of steps and builders. */
@Restricted(NoExternalUse.class)
public interface AccountForm {

    /** Tells whether the form is a login, which inherits from folders alone. */
    default boolean isLogin() {
        return false;
    }

    /** Returns what the fields of the form inherit from folders if they are empty. */
    default FolderDefaults folderDefaults(Item item) {
        return FolderDefaults.of(item);
    }

    /** Returns the label of the choice of no credential. */
    default String emptyCredential(Item item) {
        TokenReference inherited = folderDefaults(item).token();
        return isLogin() ? SessionForm.ofFolder(inherited) : SessionForm.ofLogin(item, inherited);
    }

    /** Returns the suggestions for a form whose credential may be that of a folder. Each text may be null. */
    default Suggestions suggestions(Item item, String credentialsId, String service) {
        return new Suggestions(item, TokenReference.inherit(folderDefaults(item).token(), credentialsId, service));
    }

    /** Returns the project of a form, which may be that of a folder; null for none, or if only a build knows it. */
    default String project(Item item, String field) {
        return Util.fixEmptyAndTrim(field) == null ? folderDefaults(item).project() : SessionForm.literal(item, field);
    }

    @POST
    default ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return SessionForm.apiTokens(item, credentialsId, emptyCredential(item));
    }

    /** Returns the services that a secret text may be for. Users without the permission get the current value only. */
    @POST
    default ListBoxModel doFillServiceItems(@AncestorInPath Item item, @QueryParameter String service) {
        ListBoxModel services = new ListBoxModel();
        services.add(Messages.Service_ofToken(), "");
        List<Service> available =
                SessionForm.maySee(item) ? WebPaasConfiguration.get().services() : List.of();
        available.forEach(each -> services.add(each.name(), each.id()));
        if (Util.fixEmpty(service) != null
                && available.stream().noneMatch(each -> each.id().equals(service))) {
            services.add(service, service);
        }
        return services;
    }

    @POST
    default FormValidation doCheckService(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String credentialsId) {
        if (!SessionForm.maySee(item)) {
            return FormValidation.ok();
        }
        String id = SessionForm.literal(item, credentialsId);
        boolean isUnknown = id == null && Util.fixEmptyAndTrim(credentialsId) != null;
        TokenReference reference =
                isUnknown ? null : TokenReference.inherit(folderDefaults(item).token(), id, value);
        return FieldLabels.check(
                () -> ApiTokens.checkServiceIn(item, reference == null ? new TokenReference(null, value) : reference));
    }

    /** @throws FormFillFailure with the reason why the service gave no list; also in the methods below */
    @POST
    default ListBoxModel doFillProjectItems(
            @AncestorInPath Item item, @QueryParameter String credentialsId, @QueryParameter String service)
            throws FormFillFailure {
        return suggestions(item, credentialsId, service).projects();
    }

    @POST
    default ListBoxModel doFillEnvironmentItems(
            @AncestorInPath Item item,
            @QueryParameter String credentialsId,
            @QueryParameter String service,
            @QueryParameter String project)
            throws FormFillFailure {
        return suggestions(item, credentialsId, service).environments(project(item, project));
    }

    /** Checks no permission: the types are the same for everybody. */
    @POST
    default ListBoxModel doFillEnvironmentTypeItems(@QueryParameter String environmentType) {
        return SessionForm.environmentTypes(Messages.EnvironmentType_any(), environmentType);
    }

    /** Requires a choice in a login that inherits no API token. Where there is no API token to choose, the message says how to make one. */
    @POST
    default FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        boolean isNamed =
                Util.fixEmptyAndTrim(value) != null || folderDefaults(item).token() != null;
        if (!isLogin() || isNamed || !SessionForm.maySee(item)) {
            return FormValidation.ok();
        }
        return SessionForm.apiTokens(item, "", "").size() > 1
                ? FormValidation.error(Messages.ApiToken_missing())
                : FormValidation.warning(Messages.ApiToken_none());
    }

    @POST
    default FormValidation doCheckTimeout(@QueryParameter String value) {
        return WholeNumber.validate("timeout", value);
    }

    @POST
    default FormValidation doCheckProject(@AncestorInPath Item item, @QueryParameter String value) {
        return SessionForm.check(item, SessionForm.literal(item, value), Target::checkProject);
    }

    @POST
    default FormValidation doCheckEnvironment(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String project) {
        FormValidation name = SessionForm.check(item, SessionForm.literal(item, value), Target::checkEnvironment);
        boolean hasProject =
                Util.fixEmptyAndTrim(project) != null || folderDefaults(item).project() != null;
        boolean lacksProject = isLogin() && Util.fixEmptyAndTrim(value) != null && !hasProject;
        return name.kind == FormValidation.Kind.OK && lacksProject && SessionForm.maySee(item)
                ? FormValidation.error(Messages.Environment_withoutProject())
                : name;
    }
}
