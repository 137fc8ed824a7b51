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
    private final Target target;
    private final ActivityBookmark bookmark;
    private final TargetVariables variables = new TargetVariables();

    public EnclosingLogin(TokenReference token, Target target, ActivityBookmark bookmark) {
        this.credentialsId = token.credentialsId();
        this.service = token.service();
        this.target = target;
        this.bookmark = bookmark;
    }

    public TokenReference token() {
        return new TokenReference(credentialsId, service);
    }

    /**
     * Returns the project and environment that steps inherit; each may be null. A login that names no environment has the environment that a step of the login
     * has pushed or activated last.
     */
    public Target target() {
        String current = variables.environment();
        return target.environment() != null || current == null ? target : new Target(target.project(), current);
    }

    /** Returns the same login as it was before its steps changed an environment. */
    public EnclosingLogin asOpened() {
        return new EnclosingLogin(token(), target, bookmark);
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
