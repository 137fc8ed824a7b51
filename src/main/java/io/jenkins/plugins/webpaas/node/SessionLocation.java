package io.jenkins.plugins.webpaas.node;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.webpaas.session.NodeAwayException;
import io.jenkins.plugins.webpaas.session.NodeSide;
import java.io.Serializable;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A directory for sessions on a node. The location consists of names, so that builds can save it, and it stays valid when the node
 * reconnects or the controller restarts.
 */
@Restricted(NoExternalUse.class)
public final class SessionLocation implements Serializable {
    private static final long serialVersionUID = 1;

    private final String node;
    private final String directory;

    public SessionLocation(String node, String directory) {
        this.node = node;
        this.directory = directory;
    }

    /** Returns the name of the node; empty for the built-in node. */
    public String node() {
        return node;
    }

    /** Returns the temporary directory beside a workspace, which containers of the build can access too. */
    public static SessionLocation of(FilePath workspace) throws NodeAwayException {
        Computer computer = workspace.toComputer();
        if (computer == null) {
            throw new NodeAwayException("The node of " + workspace.getRemote() + " is not connected");
        }
        FilePath temporary = WorkspaceList.tempDir(workspace); // null for the root of a file system
        return new SessionLocation(computer.getName(), (temporary == null ? workspace : temporary).getRemote());
    }

    /** Tells whether Jenkins has the node, connected or not. Does not use {@link Computer}, which exists a while after a removal. */
    public boolean exists() {
        return node.isEmpty() || Jenkins.get().getNode(node) != null;
    }

    /** @throws NodeAwayException if the node is not connected or does not exist */
    public NodeSide connect() throws NodeAwayException {
        Computer computer = Jenkins.get().getComputer(node);
        VirtualChannel channel = computer == null ? null : computer.getChannel();
        if (channel == null) {
            throw new NodeAwayException("The node '" + node + "' is not connected");
        }
        return over(channel);
    }

    /** @throws NodeAwayException if the node does not exist */
    public Node jenkinsNode() throws NodeAwayException {
        Computer computer = Jenkins.get().getComputer(node);
        Node jenkinsNode = computer == null ? null : computer.getNode();
        if (jenkinsNode == null) {
            throw new NodeAwayException("The node '" + node + "' does not exist any more");
        }
        return jenkinsNode;
    }

    /** Connects to a node over a channel that Jenkins does not offer yet. */
    public NodeSide over(VirtualChannel channel) {
        return new RemoteNode(channel, directory);
    }
}
