package io.jenkins.plugins.webpaas.node;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.webpaas.session.NodeSessions;
import io.jenkins.plugins.webpaas.session.NodeSide;
import java.io.IOException;
import java.time.Duration;
import jenkins.security.MasterToSlaveCallable;

/** The node at the other end of a channel. Calls go from here to there and never back. */
public final class RemoteNode implements NodeSide {
    private final VirtualChannel channel;
    private final String temporary;

    private RemoteNode(VirtualChannel channel, String temporary) {
        this.channel = channel;
        this.temporary = temporary;
    }

    /** The node of a workspace; sessions are in the temporary directory beside it, which containers see as well. */
    public static RemoteNode of(FilePath workspace) {
        FilePath temporary = WorkspaceList.tempDir(workspace); // null beside a file system's root
        return new RemoteNode(workspace.getChannel(), (temporary == null ? workspace : temporary).getRemote());
    }

    @Override
    public String base() {
        return temporary;
    }

    @Override
    public Opened open(Request request) throws IOException, InterruptedException {
        return channel.call(new Open(request));
    }

    @Override
    public void install(String id, String certificate, Duration lifetime) throws IOException, InterruptedException {
        channel.call(new Install(id, certificate, lifetime));
    }

    @Override
    public Closed close(String id) throws IOException, InterruptedException {
        return channel.call(new Close(id));
    }

    private static final class Open extends MasterToSlaveCallable<Opened, IOException> {
        private static final long serialVersionUID = 1;

        private final Request request;

        Open(Request request) {
            this.request = request;
        }

        @Override
        public Opened call() throws IOException {
            return NodeSessions.HERE.open(request);
        }
    }

    private static final class Install extends MasterToSlaveCallable<Void, IOException> {
        private static final long serialVersionUID = 1;

        private final String id;
        private final String certificate;
        private final Duration lifetime;

        Install(String id, String certificate, Duration lifetime) {
            this.id = id;
            this.certificate = certificate;
            this.lifetime = lifetime;
        }

        @Override
        public Void call() throws IOException {
            NodeSessions.HERE.install(id, certificate, lifetime);
            return null;
        }
    }

    private static final class Close extends MasterToSlaveCallable<Closed, IOException> {
        private static final long serialVersionUID = 1;

        private final String id;

        Close(String id) {
            this.id = id;
        }

        @Override
        public Closed call() throws IOException {
            return NodeSessions.HERE.close(id);
        }
    }
}
