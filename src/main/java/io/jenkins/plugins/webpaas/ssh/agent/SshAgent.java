package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import io.jenkins.plugins.webpaas.ssh.socket.SocketServer;
import io.jenkins.plugins.webpaas.ssh.socket.SocketServer.FrameLimits;
import io.jenkins.plugins.webpaas.ssh.socket.SocketServer.RequestHandler;
import io.jenkins.plugins.webpaas.ssh.socket.WorkerPool;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An SSH agent on a Unix socket, with one identity. The SSH agent closes itself when the certificate ends, or when the socket's file is
 * deleted or replaced.
 *
 * <pre>{@code
 * SshKeyPair key = SshKeyPair.generate();
 * Path directory = …;                                      // private to the user
 * SessionHosts hosts = new SessionHosts(directory, service.ssh().keyNames(), hostKeys);
 * try (SshAgent agent = SshAgent.start(directory, hosts::haveKey, false)) {
 *     // Clients find directory.resolve(SshAgent.SOCKET) in SSH_AUTH_SOCK, and wait for the first identity.
 *     Certificate certificate = …;                         // the certifier's answer for key.publicLine("jenkins")
 *     agent.putIdentity(new Identity(key, certificate, certificate.lifetime(Instant.now())));
 *     …                                                    // ssh, git and rsync log in
 *     agent.takeRefusals().forEach(log::println);
 * }
 * }</pre>
 */
public final class SshAgent implements AutoCloseable {
    /** The name of the socket in the session's directory, for {@code SSH_AUTH_SOCK}. */
    public static final String SOCKET = "agent";

    /** OpenSSH's own limit of a frame, and memory for such frames of all clients. */
    private static final FrameLimits LIMITS = new FrameLimits(256 * 1024, 64 * 1024 * 1024);

    /** Limits for many sessions that share a small heap. Real requests have about 2 KiB. */
    private static final FrameLimits SHARED_LIMITS = new FrameLimits(256 * 1024, 1024 * 1024);

    private final PrivateSocket socket;
    private final Predicate<byte[]> trusted;
    private final boolean strict;

    private final IdentitySlot slot = new IdentitySlot();
    private final RefusalLog refusals = new RefusalLog();
    private final SocketServer server;

    private SshAgent(Path directory, Predicate<byte[]> trusted, boolean strict, WorkerPool workers, FrameLimits limits)
            throws IOException {
        this.trusted = trusted;
        this.strict = strict;
        socket = new PrivateSocket(directory, SOCKET);
        server = SocketServer.open(socket, new Host(), workers, limits);
    }

    /**
     * Starts an SSH agent with threads of its own. The socket replaces that of another SSH agent in this directory. Clients wait for
     * the first identity.
     *
     * @param directory a directory that other users cannot enter, with a path short enough for a socket
     * @param trusted tells whether a key, in the encoding of the SSH protocol, is that of a host to sign for; asked if a client names its host
     * @param strict whether to refuse clients that do not name their host
     */
    public static SshAgent start(Path directory, Predicate<byte[]> trusted, boolean strict) throws IOException {
        return new SshAgent(directory, trusted, strict, new WorkerPool("webpaas-ssh-agent " + directory), LIMITS);
    }

    /** Starts an SSH agent that shares threads with other SSH agents, and uses less memory. */
    public static SshAgent start(Path directory, Predicate<byte[]> trusted, boolean strict, WorkerPool workers)
            throws IOException {
        return new SshAgent(directory, trusted, strict, workers, SHARED_LIMITS);
    }

    /** Replaces the identity. The previous identity still signs for clients that have already listed it. */
    public void putIdentity(Identity identity) {
        slot.put(identity);
        server.wake();
    }

    /** Returns the reasons of refused signatures since the last call, each reason once. */
    public List<String> takeRefusals() {
        return refusals.take();
    }

    public boolean isOpen() {
        return server.isOpen();
    }

    /** Tells whether the SSH agent is open, and the socket's file was neither deleted nor replaced. */
    public boolean ownsSocket() {
        return isOpen() && socket.ownsPath();
    }

    /** Closes all connections and deletes the socket. Further calls have no effect. */
    @Override
    public void close() {
        server.close();
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

    /** Collects the reasons of refused signatures for the build log, each reason once. */
    static final class RefusalLog {
        private static final int MAX_REASONS = 20;

        private final Set<String> reasons = new HashSet<>();
        private final List<String> newReasons = new ArrayList<>();

        synchronized void add(String reason) {
            if (reasons.size() < MAX_REASONS && reasons.add(reason)) {
                newReasons.add(reason);
            }
        }

        /** Returns the reasons that are new since the last call. */
        synchronized List<String> take() {
            List<String> taken = List.copyOf(newReasons);
            newReasons.clear();
            return taken;
        }
    }
}
