package io.jenkins.plugins.webpaas.ssh.process;

import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import io.jenkins.plugins.webpaas.ssh.socket.SocketServer;
import io.jenkins.plugins.webpaas.ssh.socket.WorkerPool;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The main class of the SSH agent's process. One process serves all sessions of a user on a machine. The process ends soon after its
 * last session is closed, or the session's certificate ends. {@link ProcessStart} runs it:
 *
 * <pre>{@code
 * java -cp webpaas-node.jar io.jenkins.plugins.webpaas.ssh.process.SshAgentProcess /tmp/webpaas-jenkins-0123456789abcdef
 * }</pre>
 *
 * <p>The argument is the {@link ProcessDirectory}. In this directory the process listens for {@link SshAgentClient}.
 */
public final class SshAgentProcess {
    /** The last line of the standard output, written when this or another process listens. */
    static final String READY = "ready";

    /** Time between the end of the last session and the end of the process. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    /** Time for another process to listen or to end. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ServedSessions sessions;
    private final PrivateSocket socket;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long idleSince = System.nanoTime();

    private SshAgentProcess(PrivateSocket socket, WorkerPool workers) throws IOException {
        this.socket = socket;
        sessions = new ServedSessions(workers);
        SocketServer.open(socket, new Host(), workers, ServedSessions.LIMITS);
    }

    /** @param arguments the private directory of the process */
    public static void main(String[] arguments) throws Exception {
        new Thread(SshKeyPair::generate).start(); // loads the classes for keys before the first session
        ProcessDirectory directory = new ProcessDirectory(Path.of(arguments[0]));
        try (ProcessDirectory.Lock lock = lockUnlessServed(directory)) {
            if (lock.isHeld()) {
                SshAgentProcess process = new SshAgentProcess(
                        new PrivateSocket(directory.path(), ProcessDirectory.SOCKET),
                        new WorkerPool("webpaas-ssh-agent"));
                reportReady();
                process.ended.await();
                directory.delete();
            } else {
                reportReady();
            }
        }
    }

    /** Gets the lock, unless another process listens. Waits while another process has the lock and does not listen yet or any more. */
    private static ProcessDirectory.Lock lockUnlessServed(ProcessDirectory directory)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            ProcessDirectory.Lock lock = directory.tryLock();
            if (lock.isHeld() || PrivateSocket.isServed(directory.socket())) {
                return lock;
            }
            lock.close();
            if (System.nanoTime() > end) {
                throw new IOException("Another process has the lock of " + directory.path() + " and does not listen");
            }
            Thread.sleep(20);
        }
    }

    /** Writes the last line of output. The shell that started this process then ends. */
    private static void reportReady() {
        System.out.println(READY);
        System.out.close();
        System.err.close();
    }

    private final class Host implements SocketServer.Host {
        @Override
        public SocketServer.RequestHandler greet(SocketChannel client) throws IOException {
            idleSince = System.nanoTime();
            return socket.allows(client) ? sessions : null;
        }

        @Override
        public boolean isNeeded() {
            sessions.removeOver();
            if (!sessions.isEmpty()) {
                idleSince = System.nanoTime();
            }
            return System.nanoTime() - idleSince < LINGER.toNanos();
        }

        @Override
        public void stopped() {
            ended.countDown();
        }
    }
}
