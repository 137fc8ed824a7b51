package io.jenkins.plugins.webpaas.ssh.process;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.ssh.socket.FrameClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests of a node's JVM to the SSH agent's process. */
public final class SshAgentClient {
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    /** Far more than a busy machine needs: a process that takes longer hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final FrameClient client;

    public SshAgentClient(Path socket) {
        client = new FrameClient(socket, LONGEST_ANSWER, PATIENCE);
    }

    /**
     * Opens a session, or goes on with the one that is open in this directory.
     *
     * @return its public key as a line of {@code authorized_keys}
     * @throws RefusedRequestException if the process cannot serve in that directory
     * @throws SocketTimeoutException if the process hangs; so do all methods here
     * @throws IOException if there is no process any more; so do all methods here
     */
    public String open(Path directory, SshHosts hosts, List<KnownHost> known) throws IOException {
        byte[] keys = new TrustedKeys(hosts, known).toBytes();
        SshWriter request = request(ControlMessage.OPEN, directory)
                .writeByte(hosts.strict() ? 1 : 0)
                .writeString(keys);
        return ask(request)
                .orElseThrow(() -> new IOException("No session was opened"))
                .readText();
    }

    /** @return false if the process does not know the session (any more) */
    public boolean install(Path directory, String certificate, Duration lifetime) throws IOException {
        return ask(request(ControlMessage.INSTALL, directory)
                        .writeText(certificate)
                        .writeUint64(lifetime.toMillis()))
                .isPresent();
    }

    /**
     * Asks about sessions, all in one request.
     *
     * @return the reasons of refused signatures since the last call, by those of the directories whose sessions the process knows
     */
    public Map<Path, List<String>> takeRefusals(Collection<Path> directories) throws IOException {
        SshWriter request = new SshWriter().writeByte(ControlMessage.REFUSALS).writeUint32(directories.size());
        directories.forEach(directory -> request.writeText(directory.toString()));
        SshReader answer = ask(request).orElseThrow(() -> new IOException("No news of sessions"));
        Map<Path, List<String>> refusals = new HashMap<>();
        try {
            for (Path directory : directories) {
                boolean isKnown = answer.readBoolean();
                List<String> texts = texts(answer);
                if (isKnown) {
                    refusals.put(directory, texts);
                }
            }
        } catch (MalformedSshDataException e) {
            throw new IOException(e);
        }
        return refusals;
    }

    /** Ends a session, if the process knows it; the answer is the reasons of refused signatures, as in {@link #takeRefusals}. */
    public Optional<List<String>> close(Path directory) throws IOException {
        return ask(request(ControlMessage.CLOSE, directory)).map(SshAgentClient::texts);
    }

    private static SshWriter request(int type, Path directory) {
        return new SshWriter().writeByte(type).writeText(directory.toString());
    }

    /** @return empty if the process does not know the session */
    private Optional<SshReader> ask(SshWriter request) throws IOException {
        SshReader answer = new SshReader(client.ask(request.toByteArray()));
        try {
            return switch (answer.readByte()) {
                case ControlMessage.DONE -> Optional.of(answer);
                case ControlMessage.UNKNOWN_SESSION -> Optional.empty();
                default -> throw new RefusedRequestException(answer.readText());
            };
        } catch (MalformedSshDataException e) {
            throw new IOException(e);
        }
    }

    private static List<String> texts(SshReader answer) {
        List<String> texts = new ArrayList<>();
        for (long left = answer.readUint32(); left > 0; left--) {
            texts.add(answer.readText());
        }
        return texts;
    }
}
