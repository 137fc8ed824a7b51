package io.jenkins.plugins.webpaas.node;

import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.remoting.Which;
import io.jenkins.plugins.webpaas.session.NodeSide;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The jar with what sessions need on nodes. It is sent over each channel once, in one piece; else a node would ask for one class
 * after the other, at a round trip each.
 */
final class NodeJar {
    private static final Logger LOGGER = Logger.getLogger(NodeJar.class.getName());
    private static final String SENT = NodeJar.class.getName();

    private NodeJar() {}

    /** A node that does not get it is slower, and no worse off. */
    static void send(VirtualChannel channel) throws InterruptedException {
        if (channel instanceof Channel remote && remote.setProperty(SENT, true) == null) {
            try {
                if (Which.jarFile(NodeSide.class).isFile()) {
                    remote.preloadJar(NodeSide.class.getClassLoader(), NodeSide.class);
                }
            } catch (IOException | IllegalArgumentException e) {
                LOGGER.log(Level.FINE, e, () -> "Classes go to the node " + remote.getName() + " one by one");
            }
        }
    }
}
