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

/** What descriptors offer to the forms of all that acts as an account, in Pipelines and in freestyle jobs. */
@Restricted(NoExternalUse.class)
public interface AccountForm {

    /**
     * What a field says as far as the form can know it.
     *
     * @return null if it says nothing, or what only a build will know
     */
    default String known(String field) {
        return Util.fixEmptyAndTrim(field);
    }

    /** What it means to choose no API token, for users. */
    default String noApiToken() {
        return Messages.ApiToken_inherited();
    }

    @POST
    default ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return SessionForm.apiTokens(item, credentialsId, noApiToken());
    }

    @POST
    default ListBoxModel doFillServiceItems(@AncestorInPath Item item, @QueryParameter String service) {
        return SessionForm.services(item, service);
    }

    @POST
    default FormValidation doCheckService(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String credentialsId) {
        return SessionForm.checkService(item, new TokenReference(known(credentialsId), value));
    }

    /** @throws FormFillFailure saying why the service gave no answer; likewise the others that ask it */
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
        return new Suggestions(item, new TokenReference(credentialsId, service)).environments(known(project));
    }

    /** Tells nothing that anybody may not know. */
    @POST
    default ListBoxModel doFillEnvironmentTypeItems(@QueryParameter String environmentType) {
        return SessionForm.environmentTypes(environmentType);
    }

    /** Tells whether nothing is inherited. */
    default boolean isLogin() {
        return noApiToken().equals(Messages.ApiToken_choose());
    }

    /** A form that inherits nothing wants a choice, and where there is none, says where tokens come from. */
    @POST
    default FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        if (!isLogin() || Util.fixEmptyAndTrim(value) != null || !SessionForm.maySee(item)) {
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
        return SessionForm.check(item, known(value), Target::checkProject);
    }

    @POST
    default FormValidation doCheckEnvironment(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String project) {
        FormValidation name = SessionForm.check(item, known(value), Target::checkEnvironment);
        boolean lacksProject =
                isLogin() && Util.fixEmptyAndTrim(value) != null && Util.fixEmptyAndTrim(project) == null;
        return name.kind == FormValidation.Kind.OK && lacksProject && SessionForm.maySee(item)
                ? FormValidation.error(Messages.Environment_withoutProject())
                : name;
    }
}
