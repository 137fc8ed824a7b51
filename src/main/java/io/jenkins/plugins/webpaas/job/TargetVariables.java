package io.jenkins.plugins.webpaas.job;

import hudson.EnvVars;
import io.jenkins.plugins.webpaas.session.SessionVariables;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The environment of a login and its variables, as the last step that changed them has left them. The login, its steps and the variables of its block share
 * one object, also after a restart of the controller.
 */
@Restricted(NoExternalUse.class)
public final class TargetVariables implements Serializable {
    private static final long serialVersionUID = 1;

    private boolean isChanged;
    private String environment;
    private LinkedHashMap<String, String> variables = new LinkedHashMap<>();

    /**
     * Takes over the state that a step has left.
     *
     * @param environmentOrNull id of the environment; null if it is gone
     * @param current the variables of the environment; a variable that is missing is removed from the block
     */
    synchronized void update(String environmentOrNull, Map<String, String> current) {
        isChanged = true;
        environment = environmentOrNull;
        variables = new LinkedHashMap<>(current);
    }

    /** Returns the id of the environment that the last step has changed; null for none. */
    synchronized String environment() {
        return environment;
    }

    /** Sets the variables of the environment if a step has changed them. Leaves them alone otherwise. */
    public synchronized void applyTo(EnvVars all) {
        if (isChanged) {
            SessionVariables.OF_ENVIRONMENT.forEach(all::remove);
            all.overrideAll(variables);
        }
    }
}
