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
 * A directory for sessions on a node. It goes by names, so it is the same when the node has reconnected or the controller
 * was started anew.
 */
@Restricted(NoExternalUse.class)
public final class SessionLocation implements Serializable {
    private static final long serialVersionUID = 1;

    private final String node;
    private final String directory;

    /** @param node name of the node, empty for the built-in one */
    public SessionLocation(String node, String directory) {
        this.node = node;
        this.directory = directory;
    }

    /** Name of the node; empty for the built-in one. */
    public String node() {
        return node;
    }

    /** The temporary directory beside a workspace, which containers see as well. */
    public static SessionLocation of(FilePath workspace) throws NodeAwayException {
        Computer computer = workspace.toComputer();
        if (computer == null) {
            throw new NodeAwayException("The node of " + workspace.getRemote() + " is not connected");
        }
        FilePath temporary = WorkspaceList.tempDir(workspace); // null beside a file system's root
        return new SessionLocation(computer.getName(), (temporary == null ? workspace : temporary).getRemote());
    }

    /** Tells that Jenkins has the node, connected or not. A node that was removed has a {@link Computer} for a while. */
    public boolean exists() {
        return node.isEmpty() || Jenkins.get().getNode(node) != null;
    }

    /** @throws NodeAwayException if the node is not connected now, or does not exist (any more) */
    public NodeSide connect() throws NodeAwayException {
        Computer computer = Jenkins.get().getComputer(node);
        VirtualChannel channel = computer == null ? null : computer.getChannel();
        if (channel == null) {
            throw new NodeAwayException("The node '" + node + "' is not connected");
        }
        return over(channel);
    }

    /** @throws NodeAwayException if there is no such node (any more) */
    public Node jenkinsNode() throws NodeAwayException {
        Computer computer = Jenkins.get().getComputer(node);
        Node found = computer == null ? null : computer.getNode();
        if (found == null) {
            throw new NodeAwayException("The node '" + node + "' does not exist any more");
        }
        return found;
    }

    /** The same for a node whose connection Jenkins does not offer yet. */
    public NodeSide over(VirtualChannel channel) {
        return new RemoteNode(channel, directory);
    }
}
