package io.jenkins.plugins.webpaas.node;

import hudson.FilePath;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.remoting.Which;
import hudson.util.io.ArchiverFactory;
import io.jenkins.plugins.webpaas.session.NodeSide;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The jar with the classes that sessions need on nodes. The controller sends the jar over each channel once. Otherwise a node would
 * load each class in a round trip of its own, and would have no file from which the SSH agent's process can start.
 */
final class NodeJar {
    private static final Logger LOGGER = Logger.getLogger(NodeJar.class.getName());
    private static final String SENT_PROPERTY = NodeJar.class.getName();
    private static final String CLASSES = "io/jenkins/plugins/webpaas/service/**,io/jenkins/plugins/webpaas/session/**,"
            + "io/jenkins/plugins/webpaas/ssh/**";

    private static File jar;

    private NodeJar() {}

    /** Sends the jar, once for each channel. After a failure, the node is slower, and its SSH agent runs inside the node's JVM. */
    static void send(VirtualChannel channel) throws InterruptedException {
        if (channel instanceof Channel remote && remote.setProperty(SENT_PROPERTY, true) == null) {
            try {
                remote.preloadJar(NodeSide.class.getClassLoader(), jar().toURI().toURL());
            } catch (IOException | IllegalArgumentException e) {
                LOGGER.log(Level.FINE, e, () -> "The node " + remote.getName() + " fetches classes one by one");
            }
        }
    }

    private static synchronized File jar() throws IOException, InterruptedException {
        if (jar == null) {
            File classes = Which.jarFile(NodeSide.class);
            jar = classes.isDirectory() ? pack(classes) : classes;
        }
        return jar;
    }

    /** Creates the jar from a directory of classes, which exists only during development. */
    private static File pack(File classes) throws IOException, InterruptedException {
        File packed = Files.createTempFile("webpaas-node", ".jar").toFile();
        packed.deleteOnExit();
        try (OutputStream out = Files.newOutputStream(packed.toPath())) {
            new FilePath(classes).archive(ArchiverFactory.ZIP, out, CLASSES);
        }
        return packed;
    }
}
