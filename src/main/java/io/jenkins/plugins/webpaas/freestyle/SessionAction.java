package io.jenkins.plugins.webpaas.freestyle;

import hudson.model.InvisibleAction;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.session.Target;

/** The session of a running freestyle build. Its fields are transient, because a freestyle build does not survive a restart. */
final class SessionAction extends InvisibleAction {
    private final transient TokenReference token;
    private final transient Target target;
    private final transient ActivityBookmark bookmark;

    /** @param bookmark the position in the environment's history at the login; null without an environment, or if it is not known */
    SessionAction(TokenReference token, Target target, ActivityBookmark bookmark) {
        this.token = token;
        this.target = target;
        this.bookmark = bookmark;
    }

    TokenReference token() {
        return token;
    }

    /**
     * Returns the wait for all activities that the account has started in the environment since the login.
     *
     * @throws IllegalArgumentException if they cannot be known
     */
    WaitState sinceLogin() {
        if (target.environment() == null) {
            throw new IllegalArgumentException(
                    "environment: is missing in the job's \"Log in to Web PaaS\". This step waits"
                            + " for what was started there");
        }
        if (bookmark == null) {
            throw new IllegalArgumentException(
                    "The history of environment '" + target.environment() + "' could not be read"
                            + " when the build logged in, so what it has started since is not known. Look at its activities");
        }
        return WaitState.since(bookmark);
    }
}
