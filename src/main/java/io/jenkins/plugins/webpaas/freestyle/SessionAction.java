package io.jenkins.plugins.webpaas.freestyle;

import hudson.model.InvisibleAction;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;

/** The login of a running freestyle build. The field is transient, because a freestyle build does not survive a restart. */
final class SessionAction extends InvisibleAction {
    private final transient EnclosingLogin login;

    SessionAction(EnclosingLogin login) {
        this.login = login;
    }

    EnclosingLogin login() {
        return login;
    }
}
