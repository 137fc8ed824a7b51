package io.jenkins.plugins.webpaas.job;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormFillFailure;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.config.WholeNumber;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.Target;
import java.util.List;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
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
        if (isLogin()) {
            return inherited == null ? Messages.ApiToken_choose() : Messages.ApiToken_ofFolder(inherited.folder());
        }
        if (inherited == null) {
            return isFreestyle(item) ? Messages.ApiToken_inheritedFromJob() : Messages.ApiToken_inherited();
        }
        return isFreestyle(item)
                ? Messages.ApiToken_inheritedFromJobOrFolder(inherited.folder())
                : Messages.ApiToken_inheritedOrFolder(inherited.folder());
    }

    /** Tells whether the form is of a freestyle job, whose fields may contain build variables. */
    private static boolean isFreestyle(Item item) {
        return item instanceof AbstractProject;
    }

    private static boolean maySee(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /** Returns the value of a field; null if the field is empty, or if only a build can know the value. */
    default String literal(Item item, String field) {
        String text = Util.fixEmptyAndTrim(field);
        return text != null && isFreestyle(item) && text.contains("$") ? null : text;
    }

    /**
     * @param value of a field; null if there is nothing to check
     * @param check throws an {@link InvalidFieldException} for an invalid value
     */
    default FormValidation check(Item item, String value, Consumer<String> check) {
        return value == null || !maySee(item) ? FormValidation.ok() : FieldLabels.check(() -> check.accept(value));
    }

    /** Returns the suggestions for a form whose credential and project may be those of a folder. Each text may be null. */
    default Suggestions suggestions(
            Item item, String credentialsId, String service, String project, String environment) {
        FolderDefaults folder = folderDefaults(item);
        return new Suggestions(
                item,
                TokenReference.inherit(folder.token(), credentialsId, service),
                Util.fixEmptyAndTrim(project) == null ? folder.project() : literal(item, project),
                literal(item, environment));
    }

    /**
     * Returns the API tokens that a job may use, followed by the secret texts, which may contain API tokens. Users without the permission get the
     * current value only.
     */
    @POST
    default ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        StandardListBoxModel tokens = new StandardListBoxModel();
        if (maySee(item)) {
            tokens.add(emptyCredential(item), "");
            tokens.includeMatchingAs(ACL.SYSTEM2, item, WebPaasApiToken.class, List.of(), ApiTokens.FOR_JOBS);
            tokens.includeMatchingAs(ACL.SYSTEM2, item, StringCredentials.class, List.of(), ApiTokens.FOR_JOBS);
        }
        return tokens.includeCurrentValue(credentialsId);
    }

    /** Returns the services that a secret text may be for. Users without the permission get the current value only. */
    @POST
    default ListBoxModel doFillServiceItems(@AncestorInPath Item item, @QueryParameter String service) {
        ListBoxModel services = WebPaasConfiguration.get().serviceItems(maySee(item), service);
        services.add(0, new ListBoxModel.Option(Messages.Service_ofToken(), ""));
        return services;
    }

    @POST
    default FormValidation doCheckService(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String credentialsId) {
        if (!maySee(item)) {
            return FormValidation.ok();
        }
        String id = literal(item, credentialsId);
        boolean isUnknown = id == null && Util.fixEmptyAndTrim(credentialsId) != null;
        TokenReference outer = isUnknown ? null : folderDefaults(item).token();
        TokenReference reference = TokenReference.inherit(outer, id, value);
        return FieldLabels.check(
                () -> ApiTokens.checkServiceIn(item, reference == null ? new TokenReference(null, value) : reference));
    }

    /** @throws FormFillFailure with the reason why the service gave no list; also in the methods below */
    @POST
    default ListBoxModel doFillProjectItems(
            @AncestorInPath Item item, @QueryParameter String credentialsId, @QueryParameter String service)
            throws FormFillFailure {
        TokenReference token = TokenReference.inherit(folderDefaults(item).token(), credentialsId, service);
        return new Suggestions(item, token, null, null).projects();
    }

    @POST
    default ListBoxModel doFillEnvironmentItems(
            @AncestorInPath Item item,
            @QueryParameter String credentialsId,
            @QueryParameter String service,
            @QueryParameter String project)
            throws FormFillFailure {
        return suggestions(item, credentialsId, service, project, null).environments();
    }

    @POST
    default ListBoxModel doFillAppItems(
            @AncestorInPath Item item,
            @QueryParameter String credentialsId,
            @QueryParameter String service,
            @QueryParameter String project,
            @QueryParameter String environment)
            throws FormFillFailure {
        return suggestions(item, credentialsId, service, project, environment).apps();
    }

    @POST
    default ListBoxModel doFillWorkerItems(
            @AncestorInPath Item item,
            @QueryParameter String credentialsId,
            @QueryParameter String service,
            @QueryParameter String project,
            @QueryParameter String environment,
            @QueryParameter String app)
            throws FormFillFailure {
        return suggestions(item, credentialsId, service, project, environment).workers(literal(item, app));
    }

    /**
     * @param none the label of an empty choice
     * @param current is added if it is no known type; null or empty for none
     */
    default ListBoxModel environmentTypes(String none, String current) {
        ListBoxModel types = new ListBoxModel();
        types.add(none, "");
        EnvironmentGuard.TYPES.forEach(type -> types.add(type, type));
        if (Util.fixEmpty(current) != null && !EnvironmentGuard.TYPES.contains(current)) {
            types.add(current, current);
        }
        return types;
    }

    /** Checks no permission: the types are the same for everybody. */
    @POST
    default ListBoxModel doFillEnvironmentTypeItems(@QueryParameter String environmentType) {
        return environmentTypes(Messages.EnvironmentType_any(), environmentType);
    }

    /** Requires a choice in a login that inherits no API token. Where there is no API token to choose, the message says how to make one. */
    @POST
    default FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        boolean isNamed =
                Util.fixEmptyAndTrim(value) != null || folderDefaults(item).token() != null;
        if (!isLogin() || isNamed || !maySee(item)) {
            return FormValidation.ok();
        }
        return doFillCredentialsIdItems(item, "").size() > 1
                ? FormValidation.error(Messages.ApiToken_missing())
                : FormValidation.warning(Messages.ApiToken_none());
    }

    @POST
    default FormValidation doCheckTimeout(@QueryParameter String value) {
        return WholeNumber.validate("timeout", value);
    }

    @POST
    default FormValidation doCheckProject(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, literal(item, value), Target::checkProject);
    }

    @POST
    default FormValidation doCheckEnvironment(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String project) {
        FormValidation name = check(item, literal(item, value), Target::checkEnvironment);
        boolean hasProject =
                Util.fixEmptyAndTrim(project) != null || folderDefaults(item).project() != null;
        boolean lacksProject = isLogin() && Util.fixEmptyAndTrim(value) != null && !hasProject;
        return name.kind == FormValidation.Kind.OK && lacksProject && maySee(item)
                ? FormValidation.error(Messages.Environment_withoutProject())
                : name;
    }
}
