package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.process.NodeClasses;
import io.jenkins.plugins.webpaas.ssh.process.ProcessDirectory;
import io.jenkins.plugins.webpaas.ssh.process.ProcessStart;
import io.jenkins.plugins.webpaas.ssh.process.SshAgentClient;
import io.jenkins.plugins.webpaas.ssh.process.SshAgentClient.RefusedRequestException;
import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds or starts the SSH agent's process of this JVM's user and this version of the plugin. The process has its private directory
 * among the temporary files, so that all JVMs of the user find the same process.
 */
final class AgentProcess {
    private static final Logger LOGGER = Logger.getLogger(AgentProcess.class.getName());

    /** Number of attempts to reach the process. An attempt fails if a process is about to end. */
    private static final int ATTEMPTS = 3;

    /** Time without requests to a process that hangs. */
    private static final Duration HANG_PAUSE = Duration.ofMinutes(1);

    /** The {@link System#nanoTime} at which the process last failed to answer in time; null for never. */
    private static volatile Long hungAt;

    /** Cached, since the classes of a JVM do not change. */
    private static volatile NodeClasses classes;

    private AgentProcess() {}

    /** Requests to the process. */
    interface Work<T> {
        /** @throws IOException if the process has ended meanwhile, or refuses the requests */
        T with(SshAgentClient process) throws IOException;
    }

    /**
     * Starts the process in the background if there is none, so that a later {@link #start} need not wait as long.
     *
     * @param threads makes the thread that does so
     */
    static void prepare(ThreadFactory threads) {
        Thread thread = threads.newThread(() -> {
            try {
                start(process -> null);
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "The SSH agent's process did not start; the session tries again", e);
            }
        });
        thread.setName("webpaas-ssh-agent-start");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // Java's answer where the system gives no thread
            LOGGER.log(Level.FINE, "The SSH agent's process does not start ahead; the session starts the process", e);
        }
    }

    /**
     * Sends requests to the process. Starts the process first if there is none.
     *
     * @throws IOException with the reason, a phrase, if there can be no process, or the process refuses the requests
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
        if (Files.isRegularFile(classPath)) {
            classPath = directory.jar();
            Path temporary = Files.createTempFile(directory.path(), "classes", null);
            Files.copy(classes.path(), temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.move(temporary, classPath, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        try {
            ProcessStart.run(directory, classPath);
        } catch (IOException e) {
            directory.deleteIfUnused();
            throw e;
        }
    }

    /** Sends requests to the process. Returns the result, or empty if there is no process or the process hangs. */
    static <T> Optional<T> find(Work<T> work) throws IOException {
        ProcessDirectory directory = directory();
        return Files.exists(directory.socket()) && !isHanging()
                ? Optional.ofNullable(ask(work, directory))
                : Optional.empty();
    }

    private static <T> T ask(Work<T> work, ProcessDirectory directory) throws IOException {
        try {
            return work.with(new SshAgentClient(directory.socket()));
        } catch (SocketTimeoutException e) {
            hungAt = System.nanoTime();
            throw e;
        }
    }

    private static boolean isHanging() {
        Long hung = hungAt;
        return hung != null && System.nanoTime() - hung < HANG_PAUSE.toNanos();
    }

    private static ProcessDirectory directory() throws IOException {
        if (classes == null) {
            classes = NodeClasses.here();
        }
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
        Path temporaryFiles = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        return new ProcessDirectory(temporaryFiles.resolve("webpaas-" + user + "-" + classes.version()));
    }
}
