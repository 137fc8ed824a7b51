package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.process.NodeClasses;
import io.jenkins.plugins.webpaas.ssh.process.ProcessDirectory;
import io.jenkins.plugins.webpaas.ssh.process.ProcessStart;
import io.jenkins.plugins.webpaas.ssh.process.RefusedRequestException;
import io.jenkins.plugins.webpaas.ssh.process.SshAgentClient;
import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The SSH agent's process of this JVM's user, of this version of the plugin. Its private directory is that for temporary files, so that
 * another JVM of the user finds the process too.
 */
final class AgentProcess {
    private static final Logger LOGGER = Logger.getLogger(AgentProcess.class.getName());

    /** A process that is about to end may be in the way once. */
    private static final int ATTEMPTS = 3;

    /** The time for which a process that hangs is not asked again. */
    private static final Duration REST = Duration.ofMinutes(1);

    /** The moment at which the process last did not answer in time, as {@link System#nanoTime} tells it; null for none. */
    private static volatile Long hungAt;

    /** Read once, since the classes of a JVM stay as they are. */
    private static volatile NodeClasses classes;

    private AgentProcess() {}

    /** Work with a process that may have ended meanwhile. */
    interface Work<T> {
        T with(SshAgentClient process) throws IOException;
    }

    /** Begins to start the process where there is none, and returns at once. {@link #start} goes on from there. */
    static void prepare() {
        Thread thread = new Thread(
                () -> {
                    try {
                        start(process -> null);
                    } catch (IOException e) {
                        LOGGER.log(Level.FINE, "The SSH agent's process did not start; the session tries again", e);
                    }
                },
                "webpaas-ssh-agent-start");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Does some work with the process, which is started where there is none.
     *
     * @throws IOException with the reason, a phrase, if there can be no process, or the process refuses the work
     */
    static synchronized <T> T start(Work<T> work) throws IOException {
        ProcessDirectory directory = directory();
        if (isHanging()) {
            throw new IOException("its process hangs");
        }
        if (!PrivateSocket.fits(directory.socket())) {
            throw new IOException("the path " + directory.socket() + " is too long for a socket");
        }
        IOException failure = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                if (i > 0 || !Files.exists(directory.socket())) {
                    start(directory);
                }
                return ask(work, directory);
            } catch (RefusedRequestException | InterruptedIOException e) {
                throw e; // another process would do no better
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
        try {
            ProcessStart.run(directory, classPath);
        } catch (IOException e) {
            directory.deleteIfUnused();
            throw e;
        }
    }

    /**
     * Does some work with the process, unless there is none.
     *
     * @return empty if there is no process, or the process hangs
     */
    static <T> Optional<T> find(Work<T> work) throws IOException {
        ProcessDirectory directory = directory();
        return Files.exists(directory.socket()) && !isHanging()
                ? Optional.ofNullable(ask(work, directory))
                : Optional.empty();
    }

    /** A process that hangs would hold up each that asks. */
    private static <T> T ask(Work<T> work, ProcessDirectory directory) throws IOException {
        try {
            return work.with(new SshAgentClient(directory.socket()));
        } catch (SocketTimeoutException e) {
            hungAt = System.nanoTime();
            throw e;
        }
    }

    private static boolean isHanging() {
        Long moment = hungAt;
        return moment != null && System.nanoTime() - moment < REST.toNanos();
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
