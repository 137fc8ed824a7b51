package io.jenkins.plugins.webpaas.ssh.process;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.ssh.agent.Identity;
import io.jenkins.plugins.webpaas.ssh.agent.SessionHosts;
import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import io.jenkins.plugins.webpaas.ssh.socket.SocketServer.FrameLimits;
import io.jenkins.plugins.webpaas.ssh.socket.SocketServer.RequestHandler;
import io.jenkins.plugins.webpaas.ssh.socket.WorkerPool;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sessions in the SSH agent's process, by directory. Answers the requests of {@link SshAgentClient} about them. */
final class ServedSessions implements RequestHandler {
    /** The message numbers. Both ends run the same version of the plugin, so there is no negotiation. */
    static final int OPEN = 1;

    static final int INSTALL = 2;
    static final int REFUSALS = 3;
    static final int CLOSE = 4;

    static final int DONE = 1;
    static final int UNKNOWN_SESSION = 2;
    static final int FAILED = 3;

    /** The limits allow some thousand host keys. */
    static final FrameLimits LIMITS = new FrameLimits(2 * 1024 * 1024, 4 * 1024 * 1024);

    /** The time that a node has to open a session again after a build has deleted the socket. Nodes take a second or two. */
    private static final Duration REOPENING = Duration.ofSeconds(20);

    private final Map<Path, ServedSession> sessions = new HashMap<>();
    private final WorkerPool workers;

    /** @param workers the threads that serve the clients of all sessions */
    ServedSessions(WorkerPool workers) {
        this.workers = workers;
    }

    @Override
    public synchronized byte[] answer(byte[] request) {
        try {
            SshReader in = new SshReader(request);
            int type = in.readByte();
            return switch (type) {
                case OPEN -> open(directory(in), in);
                case INSTALL -> install(directory(in), in);
                case REFUSALS -> refusals(in);
                case CLOSE -> close(directory(in));
                default -> failed("an unknown request");
            };
        } catch (IOException | MalformedSshDataException | InvalidPathException | IllegalStateException e) {
            return failed(e.toString());
        }
    }

    private static Path directory(SshReader in) {
        return Path.of(in.readText());
    }

    /** Opens a session, or updates the open session of this directory, which keeps its key. */
    private byte[] open(Path directory, SshReader in) throws IOException {
        boolean strict = in.readBoolean();
        SessionHosts trusted = SessionHosts.read(directory, in);
        in.expectEnd();
        ServedSession session = sessions.get(directory);
        if (session == null) {
            session = new ServedSession(directory, trusted, strict);
            sessions.put(directory, session);
        } else {
            session.reopen(trusted);
        }
        return done().writeText(session.key.publicLine("jenkins")).toByteArray();
    }

    private byte[] install(Path directory, SshReader in) throws IOException {
        Certificate certificate = Certificate.parse(in.readText());
        Duration lifetime = Duration.ofMillis(in.readUint64());
        in.expectEnd();
        ServedSession session = sessions.get(directory);
        if (session == null) {
            return unknownSession();
        }
        session.install(certificate, lifetime);
        return done().toByteArray();
    }

    /** Answers for each of several sessions whether the session exists, and with the new reasons of refused signatures. */
    private byte[] refusals(SshReader in) {
        SshWriter answer = done();
        for (long i = in.readUint32(); i > 0; i--) {
            ServedSession session = sessions.get(directory(in));
            answer.writeByte(session == null ? 0 : 1);
            answer.writeTexts(session == null ? List.of() : session.agent.takeRefusals());
        }
        return answer.toByteArray();
    }

    private byte[] close(Path directory) {
        ServedSession session = sessions.remove(directory);
        if (session == null) {
            return unknownSession();
        }
        session.agent.close();
        return done().writeTexts(session.agent.takeRefusals()).toByteArray();
    }

    synchronized void removeOver() {
        sessions.values().removeIf(session -> {
            if (session.isOver()) {
                session.agent.close();
                return true;
            }
            return false;
        });
    }

    synchronized boolean isEmpty() {
        return sessions.isEmpty();
    }

    private static SshWriter done() {
        return new SshWriter().writeByte(DONE);
    }

    private static byte[] unknownSession() {
        return new SshWriter().writeByte(UNKNOWN_SESSION).toByteArray();
    }

    private static byte[] failed(String reason) {
        return new SshWriter().writeByte(FAILED).writeText(reason).toByteArray();
    }

    /** A session with its key pair and its SSH agent. The private key never leaves the process. */
    private final class ServedSession {
        private final SshKeyPair key = SshKeyPair.generate();
        private final Path directory;
        private final boolean strict;
        private volatile SessionHosts trusted;
        private Identity identity;
        private SshAgent agent;
        private long lastOpen = System.nanoTime();

        ServedSession(Path directory, SessionHosts trusted, boolean strict) throws IOException {
            this.directory = directory;
            this.trusted = trusted;
            this.strict = strict;
            agent = startAgent();
        }

        private SshAgent startAgent() throws IOException {
            return SshAgent.start(directory, hostKey -> trusted.haveKey(hostKey), strict, workers);
        }

        /** Replaces the trusted hosts, and starts the SSH agent again if the socket's file was deleted. */
        void reopen(SessionHosts hosts) throws IOException {
            trusted = hosts;
            if (!agent.ownsSocket()) {
                agent.close();
                agent = startAgent();
                if (identity != null) {
                    agent.putIdentity(identity);
                }
            }
        }

        void install(Certificate certificate, Duration lifetime) {
            identity = new Identity(key, certificate, lifetime);
            agent.putIdentity(identity);
        }

        /** Tells whether the certificate has ended. Without a certificate, tells whether the SSH agent is closed and the node has not opened the session again. */
        boolean isOver() {
            if (identity != null) {
                return identity.isExpired();
            }
            if (agent.isOpen()) {
                lastOpen = System.nanoTime();
            }
            return System.nanoTime() - lastOpen > REOPENING.toNanos();
        }
    }
}
