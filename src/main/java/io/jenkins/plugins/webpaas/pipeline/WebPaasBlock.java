package io.jenkins.plugins.webpaas.pipeline;

import java.io.Serializable;
import java.util.ArrayList;

/** The state of a {@code withWebPaas} that blocks and nodes within the block need. */
final class WebPaasBlock implements Serializable {
    private static final long serialVersionUID = 1;

    private final ArrayList<String> ownVariables;
    private final BlockSessions sessions;
    private final Workspace home;
    private final WebPaasBlock outer;

    /** @param home the workspace around the block; null outside of all nodes */
    WebPaasBlock(ArrayList<String> ownVariables, BlockSessions sessions, Workspace home, WebPaasBlock outer) {
        this.ownVariables = ownVariables;
        this.sessions = sessions;
        this.home = home;
        this.outer = outer;
    }

    /** Returns the names of the variables that a nested block does not inherit. */
    ArrayList<String> ownVariables() {
        return ownVariables;
    }

    BlockSessions sessions() {
        return sessions;
    }

    /** Tells whether a workspace is the one around the block. */
    boolean isIn(Workspace workspace) {
        return home != null && home.block().equals(workspace.block());
    }

    /** Returns the enclosing block, or null. */
    WebPaasBlock outer() {
        return outer;
    }
}
