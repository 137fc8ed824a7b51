package io.jenkins.plugins.webpaas.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;

/** The login of a running freestyle build. The field is transient, because a freestyle build does not survive a restart. */
final class SessionAction extends InvisibleAction implements EnvironmentContributingAction {
    private final transient EnclosingLogin login;

    SessionAction(EnclosingLogin login) {
        this.login = login;
    }

    EnclosingLogin login() {
        return login;
    }

    /** Sets the variables of the environment as the steps of the build change them. */
    @Override
    public void buildEnvironment(@NonNull Run<?, ?> run, @NonNull EnvVars variables) {
        if (login != null) { // null in a build that the controller has loaded from disk
            login.variables().applyTo(variables);
        }
    }
}
