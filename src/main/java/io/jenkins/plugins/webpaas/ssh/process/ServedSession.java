package io.jenkins.plugins.webpaas.ssh.process;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.agent.Identity;
import io.jenkins.plugins.webpaas.ssh.agent.SessionHosts;
import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import io.jenkins.plugins.webpaas.ssh.socket.WorkerPool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A session in the SSH agent's process, with its key pair and its SSH agent. The private key never leaves the process. */
final class ServedSession {
    /** The time that a node has to open a session again after a build has deleted the socket. Nodes take a second or two. */
    private static final Duration REOPENING = Duration.ofSeconds(20);

    private final SshKeyPair key = SshKeyPair.generate();
    private final Path directory;
    private final boolean strict;
    private final WorkerPool workers;
    private volatile SessionHosts trusted;
    private Identity identity;
    private SshAgent agent;
    private long lastOpen = System.nanoTime();

    /** @param directory the session's directory, private to the node's user, for the socket */
    ServedSession(Path directory, SessionHosts trusted, boolean strict, WorkerPool workers) throws IOException {
        this.directory = directory;
        this.trusted = trusted;
        this.strict = strict;
        this.workers = workers;
        agent = startAgent();
    }

    private SshAgent startAgent() throws IOException {
        return SshAgent.start(directory, hostKey -> trusted.haveKey(hostKey), strict, workers);
    }

    /** Replaces the trusted hosts, and starts the SSH agent again if the socket's file was deleted. */
    synchronized void reopen(SessionHosts hosts) throws IOException {
        trusted = hosts;
        if (!agent.ownsSocket()) {
            agent.close();
            agent = startAgent();
            if (identity != null) {
                agent.putIdentity(identity);
            }
        }
    }

    String publicLine() {
        return key.publicLine("jenkins");
    }

    synchronized void install(Certificate certificate, Duration lifetime) {
        identity = new Identity(key, certificate, lifetime);
        agent.putIdentity(identity);
    }

    /** Tells whether the certificate has ended. Without a certificate, tells whether the SSH agent is closed and the node has not opened the session again. */
    synchronized boolean isOver() {
        if (identity != null) {
            return identity.isExpired();
        }
        if (agent.isOpen()) {
            lastOpen = System.nanoTime();
        }
        return System.nanoTime() - lastOpen > REOPENING.toNanos();
    }

    synchronized List<String> takeRefusals() {
        return agent.takeRefusals();
    }

    synchronized void close() {
        agent.close();
    }
}
