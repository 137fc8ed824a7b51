package io.jenkins.plugins.webpaas.job;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormFillFailure;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The fill and check methods of forms of source operations. */
@Restricted(NoExternalUse.class)
public interface SourceOperationForm extends AccountForm {

    @POST
    default ListBoxModel doFillOperationItems(
            @AncestorInPath Item item,
            @QueryParameter String credentialsId,
            @QueryParameter String service,
            @QueryParameter String project,
            @QueryParameter String environment)
            throws FormFillFailure {
        return new Suggestions(item, new TokenReference(credentialsId, service))
                .sourceOperations(literal(project), literal(environment));
    }

    @POST
    default FormValidation doCheckOperation(@AncestorInPath Item item, @QueryParameter String value) {
        return SessionForm.check(item, Util.fixNull(value), SourceOperationForm::checkOperation);
    }

    @POST
    default FormValidation doCheckVariables(@AncestorInPath Item item, @QueryParameter String value) {
        return SessionForm.check(item, literal(value), SourceOperationVariables::parse);
    }

    /** @throws InvalidFieldException if the name is missing */
    static void checkOperation(String name) {
        if (Util.fixEmptyAndTrim(name) == null) {
            throw new InvalidFieldException("operation", "operation.missing");
        }
    }
}
