package io.jenkins.plugins.webpaas.build;

import io.jenkins.plugins.webpaas.node.NodePlace;

/** A session that its node still has, though the block or the build is over. */
final class UnclosedSessionState {
    private final NodePlace place;
    private final String id;
    private final String directory;

    /**
     * @param id by which the node knows the session
     * @param directory of the session on its node
     */
    UnclosedSessionState(NodePlace place, String id, String directory) {
        this.place = place;
        this.id = id;
        this.directory = directory;
    }

    NodePlace place() {
        return place;
    }

    String id() {
        return id;
    }

    String directory() {
        return directory;
    }
}
