package io.jenkins.plugins.webpaas.ssh.process;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.ssh.agent.SessionHosts;
import io.jenkins.plugins.webpaas.ssh.socket.RequestHandler;
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
                case ControlMessage.OPEN -> open(directory(in), in);
                case ControlMessage.INSTALL -> install(directory(in), in);
                case ControlMessage.REFUSALS -> refusals(in);
                case ControlMessage.CLOSE -> close(directory(in));
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
            session = new ServedSession(directory, trusted, strict, workers);
            sessions.put(directory, session);
        } else {
            session.reopen(trusted);
        }
        return done().writeText(session.publicLine()).toByteArray();
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
            answer.writeTexts(session == null ? List.of() : session.takeRefusals());
        }
        return answer.toByteArray();
    }

    private byte[] close(Path directory) {
        ServedSession session = sessions.remove(directory);
        if (session == null) {
            return unknownSession();
        }
        session.close();
        return done().writeTexts(session.takeRefusals()).toByteArray();
    }

    synchronized void removeOver() {
        sessions.values().removeIf(session -> {
            if (session.isOver()) {
                session.close();
                return true;
            }
            return false;
        });
    }

    synchronized boolean isEmpty() {
        return sessions.isEmpty();
    }

    private static SshWriter done() {
        return new SshWriter().writeByte(ControlMessage.DONE);
    }

    private static byte[] unknownSession() {
        return new SshWriter().writeByte(ControlMessage.UNKNOWN_SESSION).toByteArray();
    }

    private static byte[] failed(String reason) {
        return new SshWriter()
                .writeByte(ControlMessage.FAILED)
                .writeText(reason)
                .toByteArray();
    }
}
