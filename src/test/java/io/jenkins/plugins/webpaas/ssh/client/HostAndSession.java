package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.ssh.HostKeys;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.SshDaemon;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A host of a service, which is OpenSSH's sshd, and a session of that service as a node has it. Both let in the user who runs the
 * test. The SSH agent is in this JVM.
 */
final class HostAndSession implements AutoCloseable {
    static final String USER = System.getProperty("user.name");

    /** The host as builds call it. */
    static final String HOST = "ssh.service.test";

    private final Path directory;
    private final SshDaemon sshd;
    private final Path session;
    private final HostKeyFiles files;
    private final AgentIdentity identity;

    /**
     * @param directory for all files, and for commands to run in
     * @param users whose certificates the host accepts
     * @param sshd closed with this
     * @param entered host keys as an administrator entered them, lines of known_hosts
     */
    HostAndSession(
            Path directory,
            UserAuthority users,
            SshDaemon sshd,
            UnknownHosts unknownHosts,
            boolean strict,
            List<String> entered)
            throws IOException {
        this.directory = directory;
        this.sshd = sshd;
        session = directory.resolve("session");
        PrivateFiles.claimDirectory(session);
        SshHosts hosts = new SshHosts(List.of("*.service.test"), entered, unknownHosts, strict, sshd.options(HOST));
        Service service = new Service("acme", "ACME", Service.UPSUN.endpoints(), hosts, Service.UPSUN.cli());
        files = new HostKeyFiles(session, hosts, new HostKeys(new MemoryHostKeyStore()).of(service));
        identity = new AgentIdentity(session, files.hosts(), strict);
        identity.install(users.sign(identity.publicLine(), "bot", "-n", USER, "-V", "+1h"), Duration.ofHours(1));
        SshCommands.write(session, files, identity);
    }

    /**
     * A host whose key an administrator entered.
     *
     * @param options lines for sshd_config
     */
    static HostAndSession known(Path directory, boolean strict, String... options) throws IOException {
        UserAuthority users = users(directory);
        SshDaemon sshd = sshd(directory, users, options);
        return new HostAndSession(directory, users, sshd, UnknownHosts.REFUSE, strict, List.of(sshd.knownHost(HOST)));
    }

    /** A host that the session sees for the first time, and may remember. */
    static HostAndSession unknown(Path directory) throws IOException {
        UserAuthority users = users(directory);
        return new HostAndSession(directory, users, sshd(directory, users), UnknownHosts.REMEMBER, false, List.of());
    }

    static UserAuthority users(Path directory) throws IOException {
        return new UserAuthority(Files.createDirectory(directory.resolve("users")));
    }

    private static SshDaemon sshd(Path directory, UserAuthority users, String... options) throws IOException {
        return new SshDaemon(Files.createDirectory(directory.resolve("sshd")), "ed25519", users, List.of(options));
    }

    SshDaemon sshd() {
        return sshd;
    }

    /** The session's directory. */
    Path session() {
        return session;
    }

    HostKeyFiles files() {
        return files;
    }

    AgentIdentity identity() {
        return identity;
    }

    /** What the session's clients have in their environment. */
    Map<String, String> variables() {
        return ClientVariables.of(NodeDirectory.of(session.toString()), true, true);
    }

    /** A command line of the session. In it, HOST is the host with its user, and PORT the host's port. */
    Command shell(String line) {
        return Command.shell(line.replace("HOST", USER + "@" + HOST).replace("PORT", "" + sshd.port()))
                .with(variables())
                .in(directory);
    }

    @Override
    public void close() {
        sshd.close();
        identity.close();
    }
}
