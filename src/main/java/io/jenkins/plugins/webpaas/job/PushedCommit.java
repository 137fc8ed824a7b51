package io.jenkins.plugins.webpaas.job;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A commit that a build pushes, as the build saves it before the push. */
@Restricted(NoExternalUse.class)
public final class PushedCommit implements Serializable {
    private static final long serialVersionUID = 1;

    private final String id;
    private final boolean isEnvironmentNew;
    private final ActivityBookmark before;

    public PushedCommit(String id, boolean isEnvironmentNew, ActivityBookmark before) {
        this.id = id;
        this.isEnvironmentNew = isEnvironmentNew;
        this.before = before;
    }

    public String id() {
        return id;
    }

    /** Returns the position in the history of the environment before the push. */
    public ActivityBookmark before() {
        return before;
    }

    /** Tells whether there was no environment of the branch before the push. */
    public boolean isEnvironmentNew() {
        return isEnvironmentNew;
    }
}
