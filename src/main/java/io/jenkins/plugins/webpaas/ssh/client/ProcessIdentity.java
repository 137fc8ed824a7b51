package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import io.jenkins.plugins.webpaas.ssh.process.SshAgentClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An identity in the SSH agent's process, which serves on when this JVM ends. Another JVM that opens the same session goes on with the
 * same key.
 */
public final class ProcessIdentity implements SshIdentity {
    private static final Logger LOGGER = Logger.getLogger(ProcessIdentity.class.getName());

    private final Path directory;
    private final String publicLine;
    private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

    /**
     * @param directory private to the node's user; the socket's place
     * @throws IOException with the reason, a phrase, if there can be no such process
     */
    public ProcessIdentity(Path directory, SshHosts hosts, List<KnownHost> known) throws IOException {
        this.directory = directory;
        publicLine = AgentProcess.start(process -> process.open(directory, hosts, known));
    }

    @Override
    public String publicLine() {
        return publicLine;
    }

    @Override
    public List<String> options() {
        return SshConfig.agentOptions(directory);
    }

    @Override
    public boolean install(Certificate certificate, Duration lifetime) throws IOException {
        Optional<SshAgentClient> process = AgentProcess.find();
        return process.isPresent() && process.get().install(directory, certificate.line(), lifetime);
    }

    @Override
    public boolean isServed() {
        try {
            Optional<SshAgentClient> process = AgentProcess.find();
            Optional<List<String>> answer =
                    process.isPresent() ? process.get().takeRefusals(directory) : Optional.empty();
            answer.ifPresent(refusals::addAll);
            return answer.isPresent() && Files.exists(directory.resolve(SshAgent.SOCKET));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The SSH agent's process cannot be reached", e);
            return false;
        }
    }

    @Override
    public List<String> takeRefusals() {
        List<String> taken = new ArrayList<>();
        refusals.drainTo(taken);
        return taken;
    }

    @Override
    public void close() {
        refusals.addAll(close(directory));
    }

    /**
     * Ends a session in the process, if the process is there and knows the session.
     *
     * @return reasons of refused signatures since they were last asked for
     */
    public static List<String> close(Path directory) {
        try {
            Optional<SshAgentClient> process = AgentProcess.find();
            return process.isPresent() ? process.get().close(directory).orElse(List.of()) : List.of();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The session in " + directory + " cannot be closed", e);
            return List.of();
        }
    }
}
