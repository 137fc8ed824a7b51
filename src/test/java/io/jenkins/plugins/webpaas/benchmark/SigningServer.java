package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.process.NodeClasses;
import io.jenkins.plugins.webpaas.ssh.process.ProcessDirectory;
import io.jenkins.plugins.webpaas.ssh.process.ProcessStart;
import io.jenkins.plugins.webpaas.ssh.process.SshAgentClient;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An SSH agent in a process of its own, with one Ed25519 key and a certificate for it. */
final class SigningServer implements AutoCloseable {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final String name;
    private final AutoCloseable process;
    private final Path socket;

    private SigningServer(String name, AutoCloseable process, Path socket) {
        this.name = name;
        this.process = process;
        this.socket = socket;
    }

    /** Ours, as the process of its own that nodes have. */
    static SigningServer ofNode(String name, Path directory) throws Exception {
        Path home = Files.createDirectory(directory, PRIVATE);
        ProcessDirectory place = new ProcessDirectory(Files.createDirectory(home.resolve("process"), PRIVATE));
        ProcessStart.run(place, NodeClasses.here().path());
        SshAgentClient process = new SshAgentClient(place.socket());
        String publicLine = process.open(home, HostKeys.trusted(Service.UPSUN.ssh(), List.of()));
        process.install(home, certificate(home, publicLine).line(), Duration.ofHours(1));
        return new SigningServer(name, () -> process.close(home), home.resolve("agent"));
    }

    /** Ours, inside a JVM with the usual options. */
    static SigningServer ofPlugin(String name, Path directory, boolean bouncyCastle) throws IOException {
        Path home = Files.createDirectory(directory, PRIVATE);
        Process process = Jvm.of(SigningProcess.class, List.of(home.toString(), String.valueOf(bouncyCastle)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        BufferedWriter in = process.outputWriter();
        in.write(certificate(home, out.readLine()).line() + "\n");
        in.flush();
        out.readLine();
        return new SigningServer(name, process::destroy, home.resolve("agent"));
    }

    /** OpenSSH's. */
    static SigningServer ofOpenSsh(String name, Path directory) throws IOException, InterruptedException {
        Path home = Files.createDirectory(directory, PRIVATE);
        Path socket = home.resolve("agent");
        Process process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        while (!Files.exists(socket)) {
            Thread.sleep(10);
        }
        SshKeyPair key = SshKeyPair.generate();
        Path file = Files.createFile(
                home.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key.privateFile("benchmark"));
        Files.writeString(
                home.resolve("key-cert.pub"),
                certificate(home, key.publicLine("benchmark")).line() + "\n");
        Command.of("ssh-add", "-q", file.toString())
                .with(Map.of("SSH_AUTH_SOCK", socket.toString()))
                .output();
        return new SigningServer(name, process::destroy, socket);
    }

    private static Certificate certificate(Path home, String publicLine) throws IOException {
        return new UserAuthority(Files.createDirectory(home.resolve("authority"))).sign(publicLine, "benchmark");
    }

    String name() {
        return name;
    }

    Path socket() {
        return socket;
    }

    @Override
    public void close() throws Exception {
        process.close();
    }
}
