package io.jenkins.plugins.webpaas.pipeline;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.Serializable;
import java.util.ArrayList;

/** What {@code withWebPaas} gives to the steps in its block. */
final class WebPaasBlock implements Serializable {
    private static final long serialVersionUID = 1;

    private final String credentialsId;
    private final String service;
    private final Target target;
    private final ActivityBookmark mark;
    private final ArrayList<String> own;
    private final BlockSessions sessions;
    private final Workspace home;
    private final WebPaasBlock outer;

    WebPaasBlock(
            TokenReference token,
            Target target,
            ActivityBookmark mark,
            ArrayList<String> own,
            BlockSessions sessions,
            Workspace home,
            WebPaasBlock outer) {
        this.credentialsId = token.credentialsId();
        this.service = token.service();
        this.target = target;
        this.mark = mark;
        this.own = own;
        this.sessions = sessions;
        this.home = home;
        this.outer = outer;
    }

    TokenReference token() {
        return new TokenReference(credentialsId, service);
    }

    /** The project and environment that steps act on unless they name others; each may be null. */
    Target target() {
        return target;
    }

    /** Where the environment's history was when the block began; null without an environment, or if it is not known. */
    ActivityBookmark mark() {
        return mark;
    }

    /** Names of the variables that a block within this one has only if it sets them itself. */
    ArrayList<String> own() {
        return own;
    }

    BlockSessions sessions() {
        return sessions;
    }

    /** Where {@code withWebPaas} stands itself; null outside of every node. */
    Workspace home() {
        return home;
    }

    /** The block around this one, or null. */
    WebPaasBlock outer() {
        return outer;
    }
}
