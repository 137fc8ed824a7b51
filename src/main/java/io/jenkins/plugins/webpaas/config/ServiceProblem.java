package io.jenkins.plugins.webpaas.config;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The reason why an administrator's settings of a service are invalid.
 *
 * @param id id of the service; null if the settings have none
 */
@Restricted(NoExternalUse.class)
public record ServiceProblem(String id, InvalidFieldException reason) {

    /** Returns the message for logs, builds and configuration as code. */
    public String message() {
        return "Service '" + id + "', " + reason.getMessage();
    }

    /** Returns the message for a page, in the reader's language. */
    public String say() {
        return Messages.WebPaasConfiguration_problem(id, FieldLabels.say(reason));
    }
}
