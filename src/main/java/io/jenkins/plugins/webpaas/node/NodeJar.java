package io.jenkins.plugins.webpaas.node;

import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.remoting.Which;
import io.jenkins.plugins.webpaas.session.NodeSide;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The jar with the classes that sessions need on nodes. The controller sends the jar over each channel once. Otherwise a node would
 * load each class in a round trip of its own, and would have no file from which the SSH agent's process can start.
 */
final class NodeJar {
    private static final Logger LOGGER = Logger.getLogger(NodeJar.class.getName());
    private static final String SENT_PROPERTY = NodeJar.class.getName();
    private static final List<String> PACKAGES = List.of("service", "session", "ssh");

    private static Path jar;

    private NodeJar() {}

    /** Sends the jar, once for each channel. After a failure, the node is slower, and its SSH agent runs inside the node's JVM. */
    static void send(VirtualChannel channel) throws InterruptedException {
        if (channel instanceof Channel remote && remote.setProperty(SENT_PROPERTY, true) == null) {
            try {
                remote.preloadJar(NodeSide.class.getClassLoader(), jar().toUri().toURL());
            } catch (IOException | IllegalArgumentException e) {
                LOGGER.log(Level.FINE, e, () -> "The node " + remote.getName() + " fetches classes one by one");
            }
        }
    }

    private static synchronized Path jar() throws IOException {
        if (jar == null) {
            Path classes = Which.jarFile(NodeSide.class).toPath();
            jar = Files.isDirectory(classes) ? pack(classes) : classes;
        }
        return jar;
    }

    /** Creates the jar from a directory of classes, which exists only during development. */
    private static Path pack(Path classes) throws IOException {
        Path packed = Files.createTempFile("webpaas-node", ".jar");
        packed.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(packed);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (String name : PACKAGES) {
                add(classes, classes.resolve("io/jenkins/plugins/webpaas").resolve(name), entries);
            }
        }
        return packed;
    }

    private static void add(Path classes, Path directory, JarOutputStream out) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                JarEntry entry =
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/'));
                entry.setTime(0);
                out.putNextEntry(entry);
                Files.copy(file, out);
            }
        }
    }
}
