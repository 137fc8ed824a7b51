package io.jenkins.plugins.webpaas.job;

import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A commit that a build pushes, as the build saves it before the push. */
@Restricted(NoExternalUse.class)
public final class PushedCommit implements Serializable {
    private static final long serialVersionUID = 1;

    private final String id;
    private final boolean isEnvironmentNew;

    public PushedCommit(String id, boolean isEnvironmentNew) {
        this.id = id;
        this.isEnvironmentNew = isEnvironmentNew;
    }

    public String id() {
        return id;
    }

    /** Tells whether there was no environment of the branch before the push. */
    public boolean isEnvironmentNew() {
        return isEnvironmentNew;
    }
}
