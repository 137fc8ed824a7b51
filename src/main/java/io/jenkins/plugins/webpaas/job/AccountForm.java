package io.jenkins.plugins.webpaas.job;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormFillFailure;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.config.WholeNumber;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.session.Target;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The fill and check methods of forms with a credential, project and environment, for descriptors of steps and builders. */
@Restricted(NoExternalUse.class)
public interface AccountForm {

    /** Tells whether the form is a login, which inherits nothing. */
    default boolean isLogin() {
        return false;
    }

    @POST
    default ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return SessionForm.apiTokens(item, credentialsId, isLogin());
    }

    @POST
    default ListBoxModel doFillServiceItems(@AncestorInPath Item item, @QueryParameter String service) {
        return SessionForm.services(item, service);
    }

    @POST
    default FormValidation doCheckService(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String credentialsId) {
        return SessionForm.checkService(item, new TokenReference(SessionForm.literal(item, credentialsId), value));
    }

    /** @throws FormFillFailure with the reason why the service gave no list; also in the methods below */
    @POST
    default ListBoxModel doFillProjectItems(
            @AncestorInPath Item item, @QueryParameter String credentialsId, @QueryParameter String service)
            throws FormFillFailure {
        return new Suggestions(item, new TokenReference(credentialsId, service)).projects();
    }

    @POST
    default ListBoxModel doFillEnvironmentItems(
            @AncestorInPath Item item,
            @QueryParameter String credentialsId,
            @QueryParameter String service,
            @QueryParameter String project)
            throws FormFillFailure {
        return new Suggestions(item, new TokenReference(credentialsId, service))
                .environments(SessionForm.literal(item, project));
    }

    /** Checks no permission: the types are the same for everybody. */
    @POST
    default ListBoxModel doFillEnvironmentTypeItems(@QueryParameter String environmentType) {
        return SessionForm.environmentTypes(environmentType);
    }

    /** Requires a choice in a login. Where there is no API token to choose, the message says how to make one. */
    @POST
    default FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        if (!isLogin() || Util.fixEmptyAndTrim(value) != null || !SessionForm.maySee(item)) {
            return FormValidation.ok();
        }
        return SessionForm.apiTokens(item, "", true).size() > 1
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
        boolean lacksProject =
                isLogin() && Util.fixEmptyAndTrim(value) != null && Util.fixEmptyAndTrim(project) == null;
        return name.kind == FormValidation.Kind.OK && lacksProject && SessionForm.maySee(item)
                ? FormValidation.error(Messages.Environment_withoutProject())
                : name;
    }
}
