package io.jenkins.plugins.webpaas.ssh.process;

import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.ssh.agent.SessionHosts;
import io.jenkins.plugins.webpaas.ssh.agent.TrustedHosts;
import io.jenkins.plugins.webpaas.ssh.socket.SocketClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends the requests of a node's JVM to the SSH agent's process. Each request uses a connection of its own, and fails with a
 * {@link SocketTimeoutException} if the process hangs, or another {@link IOException} if there is no process any more.
 */
public record SshAgentClient(Path socket) {
    private static final int MAX_ANSWER = 4 * 1024 * 1024;

    /** A process that takes longer hangs: a busy machine needs far less time. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /**
     * Opens a session, or updates the open session of this directory.
     *
     * @return the session's public key as a line of {@code authorized_keys}
     * @throws RefusedRequestException if the process cannot serve in that directory
     */
    public String open(Path directory, TrustedHosts hosts) throws IOException {
        SshWriter request = request(ServedSessions.OPEN, directory).writeByte(hosts.strict() ? 1 : 0);
        return ask(new SessionHosts(directory, hosts.names(), hosts.keys()).write(request), SshReader::readText)
                .orElseThrow(() -> new IOException("No session was opened"));
    }

    /** @return false if the process does not have the session (any more) */
    public boolean install(Path directory, String certificate, Duration lifetime) throws IOException {
        SshWriter request = request(ServedSessions.INSTALL, directory)
                .writeText(certificate)
                .writeUint64(lifetime.toMillis());
        return ask(request, answer -> true).isPresent();
    }

    /** Takes the new reasons of refused signatures by directory, for those of the sessions that the process has. */
    public Map<Path, List<String>> takeRefusals(Collection<Path> directories) throws IOException {
        SshWriter request = new SshWriter().writeByte(ServedSessions.REFUSALS).writeUint32(directories.size());
        directories.forEach(directory -> request.writeText(directory.toString()));
        return ask(request, answer -> refusals(directories, answer))
                .orElseThrow(() -> new IOException("No news of sessions"));
    }

    private static Map<Path, List<String>> refusals(Collection<Path> directories, SshReader answer) {
        Map<Path, List<String>> refusals = new HashMap<>();
        for (Path directory : directories) {
            boolean exists = answer.readBoolean();
            List<String> reasons = answer.readTexts();
            if (exists) {
                refusals.put(directory, reasons);
            }
        }
        return refusals;
    }

    /** Ends a session. Returns the new reasons of refused signatures, or empty if the process does not have the session. */
    public Optional<List<String>> close(Path directory) throws IOException {
        return ask(request(ServedSessions.CLOSE, directory), SshReader::readTexts);
    }

    private static SshWriter request(int type, Path directory) {
        return new SshWriter().writeByte(type).writeText(directory.toString());
    }

    /** @return the result in the answer, or empty if the process does not have the session */
    private <T> Optional<T> ask(SshWriter request, Function<SshReader, T> result) throws IOException {
        SshReader answer = new SshReader(SocketClient.ask(socket, request.toByteArray(), MAX_ANSWER, TIMEOUT));
        try {
            return switch (answer.readByte()) {
                case ServedSessions.DONE -> Optional.of(result.apply(answer));
                case ServedSessions.UNKNOWN_SESSION -> Optional.empty();
                default -> throw new RefusedRequestException(answer.readText());
            };
        } catch (MalformedSshDataException e) {
            throw new IOException(e);
        }
    }

    /** The process refuses a request; the message is the reason. */
    public static final class RefusedRequestException extends IOException {
        private static final long serialVersionUID = 1;

        private RefusedRequestException(String message) {
            super(message);
        }
    }
}
