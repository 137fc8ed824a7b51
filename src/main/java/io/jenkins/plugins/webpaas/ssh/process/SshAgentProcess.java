package io.jenkins.plugins.webpaas.ssh.process;

import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import io.jenkins.plugins.webpaas.ssh.socket.RequestHandler;
import io.jenkins.plugins.webpaas.ssh.socket.SocketClient;
import io.jenkins.plugins.webpaas.ssh.socket.SocketServer;
import io.jenkins.plugins.webpaas.ssh.socket.WorkerPool;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The SSH agent's process of a node's user. It serves all of the user's sessions on the machine, and ends soon after the last of them
 * was closed, or has come to the end of its certificate.
 */
public final class SshAgentProcess {
    /** Written to the standard output when the process listens, or another process does. */
    static final String READY = "ready";

    /** The time after the last session, for the next one. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    /** For another process to listen or to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ServedSessions sessions;
    private final PrivateSocket socket;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long idleSince = System.nanoTime();

    private SshAgentProcess(PrivateSocket socket, WorkerPool workers) throws IOException {
        this.socket = socket;
        sessions = new ServedSessions(workers);
        SocketServer.open(socket, new Host(), workers, ControlMessage.LIMITS);
    }

    /** @param arguments the private directory of the process */
    public static void main(String[] arguments) throws Exception {
        new Thread(SshKeyPair::generate).start(); // has the classes for keys loaded when the first session comes
        ProcessDirectory directory = new ProcessDirectory(Path.of(arguments[0]));
        try (ProcessLock lock = lockUnlessServed(directory)) {
            if (lock.isHeld()) {
                SshAgentProcess process = new SshAgentProcess(
                        PrivateSocket.bind(directory.path(), ProcessDirectory.SOCKET),
                        new WorkerPool("webpaas-ssh-agent"));
                sayReady();
                process.ended.await();
                directory.delete();
            } else {
                sayReady();
            }
        }
    }

    /** Waits while another process is about to listen or about to end: the other process then has the lock, and no socket. */
    private static ProcessLock lockUnlessServed(ProcessDirectory directory) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            ProcessLock lock = ProcessLock.of(directory);
            if (lock.isHeld() || isServed(directory)) {
                return lock;
            }
            lock.close();
            if (System.nanoTime() > end) {
                throw new IOException("Another process has the lock of " + directory.path() + " and does not listen");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static boolean isServed(ProcessDirectory directory) {
        try (SocketClient client = new SocketClient(directory.socket(), PATIENCE)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The process that started this one hears no more after this, and may end. */
    private static void sayReady() {
        System.out.println(READY);
        System.out.close();
        System.err.close();
    }

    private final class Host implements SocketServer.Host {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public RequestHandler greet(SocketChannel client) throws IOException {
            idleSince = System.nanoTime();
            return socket.allows(client) ? sessions : null;
        }

        @Override
        public boolean isNeeded() {
            sessions.tidy();
            if (!sessions.isEmpty()) {
                idleSince = System.nanoTime();
            }
            return System.nanoTime() - idleSince < LINGER.toNanos();
        }

        @Override
        public void left() {
            ended.countDown();
        }
    }
}
