package io.jenkins.plugins.webpaas.job;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.SiteUrls;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.session.SessionVariables;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.Serializable;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The login around a step: {@code withWebPaas} in a Pipeline, <em>Log in to Web PaaS</em> in a freestyle job. */
@Restricted(NoExternalUse.class)
public final class EnclosingLogin implements Serializable {
    private static final long serialVersionUID = 1;

    private final String credentialsId;
    private final String service;

    /** The folder that names the credential; null for none. */
    private final String folder;

    private final Target target;

    /** Tells whether the environment is that of the build's branch, because a folder says so and the login names none. */
    private final boolean isEnvironmentOfBranch;

    private final ActivityBookmark bookmark;
    private final TargetVariables variables = new TargetVariables();

    public EnclosingLogin(TokenReference token, SessionRequest request, ActivityBookmark bookmark) {
        this(token, request.target(), request.isEnvironmentOfBranch(), bookmark);
    }

    private EnclosingLogin(
            TokenReference token, Target target, boolean isEnvironmentOfBranch, ActivityBookmark bookmark) {
        this.credentialsId = token.credentialsId();
        this.service = token.service();
        this.folder = token.folder();
        this.target = target;
        this.isEnvironmentOfBranch = isEnvironmentOfBranch;
        this.bookmark = bookmark;
    }

    public TokenReference token() {
        return new TokenReference(credentialsId, service, folder);
    }

    /**
     * Returns the project and environment that steps inherit; each may be null. A login that names no environment has the environment that a step of the login
     * has pushed or activated last.
     */
    public Target target() {
        String current = variables.environment();
        return target.environment() != null || current == null ? target : new Target(target.project(), current);
    }

    /** Returns the login for a push: with the environment that it names itself, because a push decides about that of the branch. */
    public EnclosingLogin forPush() {
        return new EnclosingLogin(
                token(), isEnvironmentOfBranch ? new Target(target.project(), null) : target, false, bookmark);
    }

    /** Returns the variables of the environment as the steps of the login change them. */
    public TargetVariables variables() {
        return variables;
    }

    /**
     * Takes over what a step has made of an environment, if the environment is the login's, or the login names none.
     *
     * @param named the environment as the step names it
     * @param environment null if it is gone
     * @param site its addresses
     */
    public void update(Target named, Environment environment, SiteUrls site) {
        boolean isOwn = named.project().equals(target.project())
                && (target.environment() == null || target.environment().equals(named.environment()));
        if (isOwn && environment == null) {
            variables.update(null, Map.of());
        } else if (isOwn) {
            variables.update(
                    environment.id(), SessionVariables.ofEnvironment(environment, target.app(), site.primary()));
        }
    }

    /** Returns the position in the history of the environment, or without one, of the project, at the login; null if it is not known. */
    public ActivityBookmark bookmark() {
        return bookmark;
    }
}
