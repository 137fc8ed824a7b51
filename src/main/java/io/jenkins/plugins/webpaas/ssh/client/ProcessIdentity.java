package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import io.jenkins.plugins.webpaas.ssh.agent.TrustedHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An identity in the SSH agent's process, which continues to serve clients after the end of this JVM. Another JVM that opens the same
 * session gets the same key.
 */
public final class ProcessIdentity implements SshIdentity {
    private static final Logger LOGGER = Logger.getLogger(ProcessIdentity.class.getName());

    private final Path directory;
    private final String publicLine;
    private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
    private volatile boolean isInProcess = true;

    /** @throws IOException with the reason, a phrase, if there can be no such process */
    public ProcessIdentity(Path directory, TrustedHosts hosts) throws IOException {
        this.directory = directory;
        publicLine = AgentProcess.start(process -> process.open(directory, hosts));
    }

    /** Starts the process in the background, for a session that will be opened soon. */
    public static void prepare() {
        AgentProcess.prepare(Thread::new);
    }

    @Override
    public String publicLine() {
        return publicLine;
    }

    @Override
    public boolean install(Certificate certificate, Duration lifetime) throws IOException {
        return AgentProcess.find(process -> process.install(directory, certificate.line(), lifetime))
                .orElse(false);
    }

    /** Updates {@link #isServed} and the refusals of several identities, with one request to the process. */
    public static void ask(Collection<ProcessIdentity> identities) {
        if (identities.isEmpty()) {
            return;
        }
        Map<Path, List<String>> allRefusals = Map.of();
        try {
            List<Path> directories =
                    identities.stream().map(identity -> identity.directory).toList();
            allRefusals = AgentProcess.find(process -> process.takeRefusals(directories))
                    .orElse(Map.of());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The SSH agent's process cannot be reached", e);
        }
        for (ProcessIdentity identity : identities) {
            identity.isInProcess = allRefusals.containsKey(identity.directory);
            identity.refusals.addAll(allRefusals.getOrDefault(identity.directory, List.of()));
        }
    }

    /** Returns the result of the last {@link #ask}. */
    @Override
    public boolean isServed() {
        return isInProcess && Files.exists(directory.resolve(SshAgent.SOCKET));
    }

    /** Returns the result of the last {@link #ask}. */
    @Override
    public boolean hasFiles() {
        return !isInProcess || isServed();
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

    /** Ends a session in the process, if there is one. Returns the reasons of refused signatures that were not returned before. */
    public static List<String> close(Path directory) {
        try {
            return AgentProcess.find(process -> process.close(directory).orElse(List.of()))
                    .orElse(List.of());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The session in " + directory + " cannot be closed", e);
            return List.of();
        }
    }
}
