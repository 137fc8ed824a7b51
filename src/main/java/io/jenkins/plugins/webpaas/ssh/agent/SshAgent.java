package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.socket.FrameLimits;
import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import io.jenkins.plugins.webpaas.ssh.socket.RequestHandler;
import io.jenkins.plugins.webpaas.ssh.socket.SocketServer;
import io.jenkins.plugins.webpaas.ssh.socket.WorkerPool;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * An SSH agent on a Unix socket, with one identity that it never gives away. It closes itself when its certificate ends,
 * or when its socket's file is gone or another's.
 */
public final class SshAgent implements AutoCloseable {
    /** Name of the socket in its directory. */
    public static final String SOCKET = "agent";

    /** OpenSSH's own limit of a frame, for each of the clients. */
    private static final FrameLimits LIMITS = new FrameLimits(256 * 1024, 64 * 1024 * 1024);

    /** The same where many sessions share a small heap: real requests have some 2 KiB. */
    private static final FrameLimits SHARED_LIMITS = new FrameLimits(256 * 1024, 1024 * 1024);

    private final PrivateSocket socket;
    private final TrustedHosts trusted;
    private final boolean strict;

    private final IdentitySlot slot = new IdentitySlot();
    private final RefusalLog refusals = new RefusalLog();
    private final SocketServer clients;

    private SshAgent(Path directory, TrustedHosts trusted, boolean strict, WorkerPool workers, FrameLimits limits)
            throws IOException {
        this.trusted = trusted;
        this.strict = strict;
        socket = PrivateSocket.bind(directory, SOCKET);
        clients = SocketServer.open(socket, new Host(), workers, limits);
    }

    /**
     * Starts to listen, with threads of its own. If another SSH agent listens in this directory, new clients come to this one from
     * now on. They wait for the first identity.
     *
     * @param directory one that nobody else may enter, and whose path is not too long for a socket
     * @param trusted the hosts to sign for, asked about clients that name theirs
     * @param strict whether clients that do not name theirs are refused
     */
    public static SshAgent start(Path directory, TrustedHosts trusted, boolean strict) throws IOException {
        return new SshAgent(directory, trusted, strict, new WorkerPool("webpaas-ssh-agent " + directory), LIMITS);
    }

    /** The same, with threads and memory that SSH agents share. */
    public static SshAgent start(Path directory, TrustedHosts trusted, boolean strict, WorkerPool workers)
            throws IOException {
        return new SshAgent(directory, trusted, strict, workers, SHARED_LIMITS);
    }

    /** Where an SSH agent in this directory listens: what clients find in {@code SSH_AUTH_SOCK}. */
    public static Path socket(Path directory) {
        return directory.resolve(SOCKET);
    }

    /**
     * Whether an SSH agent listens in this directory: another one, or one of a lost connection to the controller. A program of a build
     * that listens there in its place, and has as many clients waiting as it takes, counts for none, and keeps nobody waiting.
     */
    public static boolean isServed(Path directory) {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.configureBlocking(false);
            return client.connect(UnixDomainSocketAddress.of(socket(directory)));
        } catch (IOException e) {
            return false;
        }
    }

    /** Puts an identity in the place of the one before, if any, which still signs for clients that have just seen it. */
    public void putIdentity(Identity identity) {
        slot.put(identity);
        clients.wake();
    }

    /** Why signatures were refused since the last call, each reason once. */
    public List<String> takeRefusals() {
        return refusals.take();
    }

    public boolean isOpen() {
        return clients.isOpen();
    }

    /** False if it is closed, or its socket's file was deleted or replaced. */
    public boolean ownsSocket() {
        return isOpen() && socket.ownsPath();
    }

    /** Ends all connections, and removes the socket. May be called again. */
    public void stop() {
        clients.stop();
    }

    /** The same, and waits until no thread is left, unless the threads serve others too. */
    @Override
    public void close() {
        clients.close();
    }

    private final class Host implements SocketServer.Host {
        @Override
        public boolean isReady() {
            return slot.current() != null;
        }

        @Override
        public boolean isNeeded() {
            return !slot.isOver() && socket.ownsPath();
        }

        @Override
        public RequestHandler greet(SocketChannel client) throws IOException {
            if (socket.allows(client)) {
                return new AgentProtocol(slot, trusted, strict, refusals);
            }
            refusals.add("a client of another user of the node");
            return null;
        }
    }
}
