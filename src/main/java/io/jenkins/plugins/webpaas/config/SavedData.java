package io.jenkins.plugins.webpaas.config;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Data that the controller saves and no form of the system configuration shows. */
@Restricted(NoExternalUse.class)
public abstract class SavedData extends GlobalConfiguration {
    private static final Logger LOGGER = Logger.getLogger(SavedData.class.getName());

    /** Returns null: the data is not configurable. */
    @Override
    public final String getGlobalConfigPage() {
        return null;
    }

    /**
     * Saves the data. A failure is logged. Notifies no listeners, because a plugin that keeps a history of the configuration would keep each
     * change.
     */
    @Override
    public synchronized void save() {
        try {
            getConfigFile().write(this);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> getConfigFile() + " cannot be saved");
        }
    }
}
