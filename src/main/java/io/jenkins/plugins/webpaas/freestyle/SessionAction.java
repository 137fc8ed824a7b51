package io.jenkins.plugins.webpaas.freestyle;

import hudson.model.InvisibleAction;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.session.Target;

/** That a build is logged in; of this, nothing is saved with the build, which would not go on after a restart. */
final class SessionAction extends InvisibleAction {
    private final transient TokenReference token;
    private final transient Target target;
    private final transient ActivityBookmark mark;

    /** @param mark where the environment's history was; null without an environment, or if it is not known */
    SessionAction(TokenReference token, Target target, ActivityBookmark mark) {
        this.token = token;
        this.target = target;
        this.mark = mark;
    }

    TokenReference token() {
        return token;
    }

    /**
     * All that the account has started in the environment since.
     *
     * @throws IllegalArgumentException if that cannot be known
     */
    WaitState since() {
        if (target.environment() == null) {
            throw new IllegalArgumentException(
                    "environment: is missing in the job's \"Log in to Web PaaS\". This step waits"
                            + " for what was started there");
        }
        if (mark == null) {
            throw new IllegalArgumentException(
                    "The history of environment '" + target.environment() + "' could not be read"
                            + " when the build logged in, so what it has started since is not known. Look at its activities");
        }
        return WaitState.since(mark);
    }
}
