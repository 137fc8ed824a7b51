package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.agent.Identity;
import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An identity in memory, served by an SSH agent. Its clients wait for the first certificate; but if an older SSH agent
 * serves in this directory, they go on to find that one until then.
 */
public final class AgentIdentity implements SshIdentity {
    private final SshKeyPair key = SshKeyPair.generate();
    private final Path directory;
    private final HostKeyFiles hosts;
    private final boolean strict;
    private SshAgent agent;

    /**
     * @param directory private to the node's user; the socket's place
     * @param strict whether clients that do not say which host they sign for are refused
     */
    public AgentIdentity(Path directory, HostKeyFiles hosts, boolean strict) throws IOException {
        this.directory = directory;
        this.hosts = hosts;
        this.strict = strict;
        if (!SshAgent.isServed(directory)) {
            start();
        }
    }

    private void start() throws IOException {
        agent = SshAgent.start(directory, hosts::haveKey, strict);
    }

    /** Whether this JVM has Unix sockets, and the machine SSH clients that speak with them. */
    public static boolean isPossible() {
        if (File.separatorChar == '\\') {
            return false;
        }
        try {
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether an SSH agent's socket can be in this directory. */
    public static boolean fits(Path directory) {
        return SshAgent.fits(directory);
    }

    @Override
    public String publicLine() {
        return key.publicLine("jenkins");
    }

    @Override
    public List<String> options() {
        return List.of("IdentityAgent " + SshConfig.quote(SshAgent.socket(directory)), "IdentityFile none");
    }

    @Override
    public synchronized void install(Certificate certificate, Duration lifetime) throws IOException {
        if (agent == null || !agent.isOpen()) {
            start();
        }
        agent.putIdentity(new Identity(key, certificate, lifetime));
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
