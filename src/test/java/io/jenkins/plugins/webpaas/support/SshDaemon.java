package io.jenkins.plugins.webpaas.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** OpenSSH's sshd on a loopback port, which lets in holders of an authority's certificates as the user who runs the test. */
public final class SshDaemon implements AutoCloseable {
    private static final int MOST_ATTEMPTS = 5;

    private final Path directory;
    private int port;
    private final String hostPublicKey;
    private Process process;

    /**
     * @param keyType of its host key, for ssh-keygen
     * @param otherHostKeys files of more host keys, beside which their certificates may be
     */
    public SshDaemon(Path directory, String keyType, UserAuthority authority, Path... otherHostKeys)
            throws IOException {
        this(
                directory,
                keyType,
                authority,
                Arrays.stream(otherHostKeys).map(SshDaemon::hostKey).toList());
    }

    /** @param options lines for sshd_config */
    public SshDaemon(Path directory, String keyType, UserAuthority authority, List<String> options) throws IOException {
        this.directory = directory;
        Command.of("ssh-keygen", "-q", "-t", keyType, "-N", "", "-f", hostKey().toString())
                .output();
        hostPublicKey = Files.readString(directory.resolve("host.pub")).trim();
        Path config = Files.writeString(
                directory.resolve("sshd_config"),
                """
                HostKey %s
                TrustedUserCAKeys %s
                PidFile none
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                AllowAgentForwarding yes
                Subsystem sftp internal-sftp
                LogLevel VERBOSE
                """.formatted(hostKey(), authority.publicKey()) + String.join("\n", options)
                        + "\nAuthorizedKeysFile none\n");
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd")); // sshd wants it for privilege separation
        }
        for (int attempt = 1; !listens(config); attempt++) {
            assertThat(attempt).as(logged()).isLessThan(MOST_ATTEMPTS);
        }
    }

    private static String hostKey(Path key) {
        Path certificate = key.resolveSibling(key.getFileName() + "-cert.pub");
        return "HostKey " + key + (Files.exists(certificate) ? "\nHostCertificate " + certificate : "");
    }

    /** Starts it; false if another program has taken the port meanwhile. */
    private boolean listens(Path config) throws IOException {
        port = freePort();
        process = new ProcessBuilder(
                        Programs.find("sshd").orElseThrow().toString(),
                        "-D",
                        "-e",
                        "-f",
                        config.toString(),
                        "-o",
                        "ListenAddress=127.0.0.1:" + port)
                .redirectError(log().toFile())
                .redirectOutput(new File("/dev/null"))
                .start();
        await().until(() -> !process.isAlive() || logged().contains("Server listening on 127.0.0.1 port " + port));
        return process.isAlive();
    }

    public int port() {
        return port;
    }

    /** A line of known_hosts that names this server so. */
    public String knownHost(String name) {
        return name + " " + hostPublicKey;
    }

    /** Options by which a client comes to this server under a name. */
    public List<String> options(String alias) {
        return List.of("HostName 127.0.0.1", "Port " + port, "HostKeyAlias " + alias);
    }

    public String logged() throws IOException {
        return Files.readString(log());
    }

    private Path hostKey() {
        return directory.resolve("host");
    }

    private Path log() {
        return directory.resolve("sshd.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
