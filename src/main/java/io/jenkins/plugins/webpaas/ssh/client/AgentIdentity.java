package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.agent.Identity;
import io.jenkins.plugins.webpaas.ssh.agent.SessionHosts;
import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An identity in an SSH agent of this JVM, for nodes where the SSH agent cannot be a process of its own. Clients wait for the first
 * certificate. If another SSH agent already serves in the directory, that SSH agent keeps the socket until the certificate arrives.
 */
public final class AgentIdentity implements SshIdentity {
    private final SshKeyPair key = SshKeyPair.generate();
    private final Path directory;
    private final SessionHosts hosts;
    private final boolean strict;
    private SshAgent agent;

    /** @param strict whether to refuse clients that do not name their host */
    public AgentIdentity(Path directory, SessionHosts hosts, boolean strict) throws IOException {
        this.directory = directory;
        this.hosts = hosts;
        this.strict = strict;
        if (!PrivateSocket.isServed(directory.resolve(SshAgent.SOCKET))) {
            start();
        }
    }

    private void start() throws IOException {
        agent = SshAgent.start(directory, hosts::haveKey, strict);
    }

    @Override
    public String publicLine() {
        return key.publicLine("jenkins");
    }

    @Override
    public synchronized boolean install(Certificate certificate, Duration lifetime) throws IOException {
        if (agent == null || !agent.isOpen()) {
            start();
        }
        agent.putIdentity(new Identity(key, certificate, lifetime));
        return true;
    }

    @Override
    public synchronized boolean isServed() {
        return agent == null ? PrivateSocket.isServed(directory.resolve(SshAgent.SOCKET)) : agent.ownsSocket();
    }

    @Override
    public synchronized boolean hasFiles() {
        return agent == null || !agent.isOpen() || agent.ownsSocket();
    }

    @Override
    public synchronized List<String> takeRefusals() {
        return agent == null ? List.of() : agent.takeRefusals();
    }

    @Override
    public synchronized void close() {
        if (agent != null) {
            agent.close();
        }
    }
}
