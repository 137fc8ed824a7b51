package io.jenkins.plugins.webpaas.job;

import hudson.model.Item;
import hudson.util.FormFillFailure;
import hudson.util.ListBoxModel;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The fill and check methods of forms that connect to an app by SSH. */
@Restricted(NoExternalUse.class)
public interface AppForm extends AccountForm {

    @POST
    default ListBoxModel doFillAppItems(
            @AncestorInPath Item item,
            @QueryParameter String credentialsId,
            @QueryParameter String service,
            @QueryParameter String project,
            @QueryParameter String environment)
            throws FormFillFailure {
        return suggestions(item, credentialsId, service)
                .apps(project(item, project), SessionForm.literal(item, environment));
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
        return suggestions(item, credentialsId, service)
                .workers(
                        project(item, project), SessionForm.literal(item, environment), SessionForm.literal(item, app));
    }
}
