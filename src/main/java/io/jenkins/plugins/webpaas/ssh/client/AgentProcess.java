package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.process.NodeClasses;
import io.jenkins.plugins.webpaas.ssh.process.ProcessDirectory;
import io.jenkins.plugins.webpaas.ssh.process.ProcessStart;
import io.jenkins.plugins.webpaas.ssh.process.SshAgentClient;
import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The SSH agent's process of this JVM's user, of this version of the plugin. Its private directory is that for temporary files, so that
 * another JVM of the user finds the process too.
 */
final class AgentProcess {
    /** A process that is about to end may be in the way once. */
    private static final int ATTEMPTS = 3;

    /** Read once, since the classes of a JVM stay as they are. */
    private static volatile NodeClasses classes;

    private AgentProcess() {}

    /** Work with a process that may have ended meanwhile. */
    interface Work<T> {
        T with(SshAgentClient process) throws IOException;
    }

    /**
     * Does some work with the process, which is started where there is none.
     *
     * @throws IOException with the reason, a phrase, if there can be no process
     */
    static synchronized <T> T start(Work<T> work) throws IOException {
        ProcessDirectory directory = directory();
        if (!PrivateSocket.fits(directory.socket())) {
            throw new IOException("the path " + directory.socket() + " is too long for a socket");
        }
        IOException failure = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                if (i > 0 || !Files.exists(directory.socket())) {
                    start(directory);
                }
                return work.with(new SshAgentClient(directory.socket()));
            } catch (IOException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure;
    }

    private static void start(ProcessDirectory directory) throws IOException {
        PrivateFiles.claimDirectory(directory.path());
        Path classPath = classes.path();
        if (classes.areInJar()) {
            classPath = directory.jar();
            Path fresh = Files.createTempFile(directory.path(), "classes", null);
            Files.copy(classes.path(), fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, classPath, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessStart.run(directory, classPath);
    }

    /** The process, if one may be there; else empty. */
    static Optional<SshAgentClient> find() throws IOException {
        ProcessDirectory directory = directory();
        return Files.exists(directory.socket())
                ? Optional.of(new SshAgentClient(directory.socket()))
                : Optional.empty();
    }

    private static ProcessDirectory directory() throws IOException {
        if (classes == null) {
            classes = NodeClasses.here();
        }
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        return new ProcessDirectory(temporary.resolve("webpaas-" + user + "-" + classes.version()));
    }
}
