package io.jenkins.plugins.webpaas.standin;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The record of an SSH host: authentications, and the commands that followed. */
public final class SshLog {
    /** A command, shell ({@code ""}) or subsystem ({@code "subsystem sftp"}); the refusal is null where it ran. */
    public record Session(Instant time, String user, String keyId, String command, String refusal) {}

    /** A key that was offered and not accepted. */
    public record Refusal(Instant time, String user, String reason) {}

    private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();
    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();

    void accept() {
        accepted.incrementAndGet();
    }

    void refuse(String user, String reason) {
        refusals.add(new Refusal(Instant.now(), user, reason));
    }

    void open(String user, String keyId, String command, String refusal) {
        sessions.add(new Session(Instant.now(), user, keyId, command, refusal));
    }

    public List<Session> sessions() {
        return List.copyOf(sessions);
    }

    public List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    /** Connections that authenticated. */
    public int accepted() {
        return accepted.get();
    }

    /** Keys that were refused; one connection may offer several. */
    public int refused() {
        return refusals.size();
    }
}
