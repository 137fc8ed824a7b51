package io.jenkins.plugins.webpaas.pipeline;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.Serializable;
import java.util.ArrayList;

/** The context that {@code withWebPaas} gives to the steps in its block. */
final class WebPaasBlock implements Serializable {
    private static final long serialVersionUID = 1;

    private final String credentialsId;
    private final String service;
    private final Target target;
    private final ActivityBookmark bookmark;
    private final ArrayList<String> ownVariables;
    private final BlockSessions sessions;
    private final Workspace home;
    private final WebPaasBlock outer;

    WebPaasBlock(
            TokenReference token,
            Target target,
            ActivityBookmark bookmark,
            ArrayList<String> ownVariables,
            BlockSessions sessions,
            Workspace home,
            WebPaasBlock outer) {
        this.credentialsId = token.credentialsId();
        this.service = token.service();
        this.target = target;
        this.bookmark = bookmark;
        this.ownVariables = ownVariables;
        this.sessions = sessions;
        this.home = home;
        this.outer = outer;
    }

    TokenReference token() {
        return new TokenReference(credentialsId, service);
    }

    /** Returns the project and environment that steps inherit; each may be null. */
    Target target() {
        return target;
    }

    /** Returns the position in the environment's history at the start of the block; null without an environment, or if it is not known. */
    ActivityBookmark bookmark() {
        return bookmark;
    }

    /** Returns the names of the variables that a nested block does not inherit. */
    ArrayList<String> ownVariables() {
        return ownVariables;
    }

    BlockSessions sessions() {
        return sessions;
    }

    /** Returns the workspace around the block; null outside of all nodes. */
    Workspace home() {
        return home;
    }

    /** Returns the enclosing block, or null. */
    WebPaasBlock outer() {
        return outer;
    }
}
