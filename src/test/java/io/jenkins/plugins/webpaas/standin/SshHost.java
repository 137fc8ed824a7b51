package io.jenkins.plugins.webpaas.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.AbstractUserAuthFactory;
import org.apache.sshd.server.auth.UserAuth;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * The region's SSH and git host: certificates only; commands, sftp and git (protocol, "SSH and git addresses"). A
 * container is a directory, in which commands run as bash has them.
 */
final class SshHost implements AutoCloseable {
    private final KeyPair hostKey = Keys.ed25519();
    private final SshServer server = SshServer.setUpDefaultServer();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "stand-in SSH command");
        thread.setDaemon(true);
        return thread;
    });
    private final SshAccess access;
    private final SshLog log;
    private final GitService git;
    private final SftpSubsystemFactory sftp = new SftpSubsystemFactory();

    SshHost(
            StandInData world,
            IssuedTokens tokens,
            CertificateAuthority authority,
            Clock clock,
            SshLog log,
            BooleanSupplier closing) {
        this.access = new SshAccess(world, tokens);
        this.log = log;
        this.git = new GitService(world, threads, closing);
        server.setHost(StandIn.LOOPBACK);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setUserAuthFactories(
                List.of(publicKey(() -> new CertificateAuthentication(authority, world, clock, log))));
        server.setCommandFactory(this::command);
        server.setShellFactory(channel -> command(channel, ""));
        server.setSubsystemFactories(List.of(new Sftp()));
        server.setFileSystemFactory(new ContainerFiles());
    }

    private static UserAuthFactory publicKey(Supplier<UserAuth> method) {
        return new AbstractUserAuthFactory("publickey") {
            @Override
            public UserAuth createUserAuth(ServerSession session) {
                return method.get();
            }
        };
    }

    void start(int port) throws IOException {
        server.setPort(port);
        server.start();
    }

    int port() {
        return server.getPort();
    }

    /** Type and base64. */
    String hostKey() {
        return PublicKeyEntry.toString(hostKey.getPublic());
    }

    /** An empty line is a shell. */
    private Command command(ChannelSession channel, String line) throws IOException {
        SshAccess.Target target = open(channel, line);
        if (target instanceof SshAccess.Container container) {
            return new ProcessCommand(bash(container, line), threads, (client, stderr) -> {});
        }
        if (target instanceof SshAccess.Git repository) {
            return git.command(repository, line);
        }
        return new RefusedCommand(((SshAccess.Refused) target).message());
    }

    private SshAccess.Target open(ChannelSession channel, String command) {
        ServerSession session = channel.getServerSession();
        SshAccess.Target target = target(session);
        String refusal = target instanceof SshAccess.Refused refused ? refused.message() : null;
        OpenSshCertificate certificate = session.getAttribute(CertificateAuthentication.CERTIFICATE);
        log.open(session.getUsername(), certificate.getId(), command, refusal);
        return target;
    }

    private SshAccess.Target target(ServerSession session) {
        return access.target(session.getUsername(), session.getAttribute(CertificateAuthentication.CERTIFICATE));
    }

    private static ProcessBuilder bash(SshAccess.Container container, String line) throws IOException {
        Path directory = directory(container);
        ProcessBuilder builder = line.isEmpty() ? new ProcessBuilder("bash") : new ProcessBuilder("bash", "-c", line);
        builder.directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(GitRepository.environment(directory));
        builder.environment()
                .putAll(Map.of(
                        "PLATFORM_PROJECT", container.environment().project().id(),
                        "PLATFORM_BRANCH", container.environment().id(),
                        "PLATFORM_ENVIRONMENT", container.environment().machineName(),
                        "PLATFORM_APPLICATION_NAME", container.app(),
                        "PLATFORM_APP_DIR", directory.toString()));
        return builder;
    }

    private static Path directory(SshAccess.Container container) throws IOException {
        return Files.createDirectories(container.environment().directory(container.app()));
    }

    /** Ends the commands that still run, and waits for them to let go of their files. */
    @Override
    public void close() throws IOException {
        server.close(true).await(Duration.ofSeconds(10));
        threads.shutdown();
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    /** The sftp subsystem, for those who get to a container. */
    private final class Sftp implements SubsystemFactory {
        @Override
        public String getName() {
            return sftp.getName();
        }

        @Override
        public Command createSubsystem(ChannelSession channel) throws IOException {
            SshAccess.Target target = open(channel, "subsystem " + getName());
            if (target instanceof SshAccess.Container) {
                return sftp.createSubsystem(channel);
            }
            return new RefusedCommand(
                    target instanceof SshAccess.Refused refused ? refused.message() : "No files here\n");
        }
    }

    /** The container's directory is all there is. */
    private final class ContainerFiles extends VirtualFileSystemFactory {
        @Override
        public Path getUserHomeDir(SessionContext session) throws IOException {
            return directory((SshAccess.Container) target((ServerSession) session));
        }
    }
}
