package io.jenkins.plugins.webpaas.job;

import hudson.model.Run;
import io.jenkins.plugins.webpaas.node.SessionLocation;

/** A session that may exist on a node. */
final class UnclosedSessionState {
    private final SessionLocation location;
    private final String id;
    private final String directory;
    private final String build;

    /**
     * @param id by which the node knows the session
     * @param directory of the session on its node
     * @param build id of the build that closes the session; null if no build does
     */
    UnclosedSessionState(SessionLocation location, String id, String directory, String build) {
        this.location = location;
        this.id = id;
        this.directory = directory;
        this.build = build;
    }

    UnclosedSessionState withoutBuild() {
        return new UnclosedSessionState(location, id, directory, null);
    }

    SessionLocation location() {
        return location;
    }

    String id() {
        return id;
    }

    String directory() {
        return directory;
    }

    boolean hasBuild() {
        return build != null;
    }

    /** Tells whether no build closes the session any more. A build that was not saved before the controller died does not exist. */
    boolean isAbandoned() {
        Run<?, ?> run = build == null ? null : Run.fromExternalizableId(build);
        return run == null || !run.isBuilding();
    }
}
