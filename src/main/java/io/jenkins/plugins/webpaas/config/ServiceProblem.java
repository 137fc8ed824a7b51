package io.jenkins.plugins.webpaas.config;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The reason why a service cannot be used as an administrator described it.
 *
 * @param id of the service; null without one
 */
@Restricted(NoExternalUse.class)
public record ServiceProblem(String id, InvalidFieldException reason) {

    /** For logs, builds and configuration as code. */
    public String message() {
        return "Service '" + id + "', " + reason.getMessage();
    }

    /** For a page, in the reader's language. */
    public String say() {
        return Messages.WebPaasConfiguration_problem(id, FieldLabels.say(reason));
    }
}
