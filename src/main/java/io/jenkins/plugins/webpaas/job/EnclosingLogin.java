package io.jenkins.plugins.webpaas.job;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.Serializable;
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

    public EnclosingLogin(TokenReference token, Target target, ActivityBookmark bookmark) {
        this.credentialsId = token.credentialsId();
        this.service = token.service();
        this.target = target;
        this.bookmark = bookmark;
    }

    public TokenReference token() {
        return new TokenReference(credentialsId, service);
    }

    /** Returns the project and environment that steps inherit; each may be null. */
    public Target target() {
        return target;
    }

    /** Returns the position in the history of the environment, or without one, of the project, at the login; null if it is not known. */
    public ActivityBookmark bookmark() {
        return bookmark;
    }
}
