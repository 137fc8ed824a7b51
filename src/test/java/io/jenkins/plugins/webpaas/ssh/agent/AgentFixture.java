package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An SSH agent in a private directory, with a key pair and an authority for its certificates. */
final class AgentFixture implements AutoCloseable {
    private final SshKeyPair key = SshKeyPair.generate();
    private final UserAuthority authority;
    private final Path directory;
    private final Path home;
    private final SshAgent agent;

    AgentFixture(Path directory, Predicate<byte[]> trusted) throws IOException {
        this.directory = directory;
        authority = new UserAuthority(Files.createDirectory(directory.resolve("authority")));
        home = Files.createDirectory(
                directory.resolve("s"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        agent = SshAgent.start(home, trusted, false);
    }

    SshAgent agent() {
        return agent;
    }

    /** Returns the directory of the socket. */
    Path home() {
        return home;
    }

    Path socket() {
        return home.resolve(SshAgent.SOCKET);
    }

    /** Gives the SSH agent a new certificate. */
    Certificate install(String keyId, Duration lifetime) throws IOException {
        Certificate certificate = authority.sign(key.publicLine("x"), keyId);
        put(certificate, lifetime);
        return certificate;
    }

    void put(Certificate certificate, Duration lifetime) {
        agent.putIdentity(new Identity(key, certificate, lifetime));
    }

    Identity identity(String keyId, Duration lifetime) throws IOException {
        return new Identity(key, authority.sign(key.publicLine("x"), keyId), lifetime);
    }

    /** Returns the file with the latest certificate. */
    Path certificateFile() {
        return directory.resolve("authority/key-cert.pub");
    }

    AgentClient connect() throws IOException {
        return new AgentClient(socket());
    }

    /** Sends a request over a connection of its own. */
    byte[] ask(byte[] request) throws IOException {
        try (AgentClient client = connect()) {
            return client.ask(request);
        }
    }

    Map<String, String> variables() {
        return Map.of("SSH_AUTH_SOCK", socket().toString());
    }

    Command.Result sshAdd(String... options) {
        String[] words = Stream.concat(Stream.of("ssh-add"), Stream.of(options)).toArray(String[]::new);
        return Command.of(words).with(variables()).run();
    }

    List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("webpaas-ssh-agent " + home))
                .toList();
    }

    @Override
    public void close() {
        agent.close();
    }
}
