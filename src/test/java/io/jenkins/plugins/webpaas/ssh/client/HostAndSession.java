package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.SshDaemon;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A host of a service, which is OpenSSH's sshd, and a session of that service with an SSH agent in this JVM. */
final class HostAndSession implements AutoCloseable {
    static final String USER = ClientSession.USER;

    /** The host's name for builds. */
    static final String HOST = "ssh.service.test";

    private final Path directory;
    private final SshDaemon sshd;
    private final ClientSession session;

    /**
     * @param directory the directory for all files, in which commands run
     * @param users the authority whose certificates the host accepts
     * @param sshd the host, which is closed with this object
     * @param hostKeys the administrator's lines of known_hosts
     */
    HostAndSession(
            Path directory,
            UserAuthority users,
            SshDaemon sshd,
            UnknownHosts unknownHosts,
            boolean strict,
            List<String> hostKeys)
            throws IOException {
        this.directory = directory;
        this.sshd = sshd;
        SshHosts hosts = new SshHosts(List.of("*.service.test"), hostKeys, unknownHosts, strict, sshd.options(HOST));
        session = ClientSession.withAgent(directory.resolve("session"), users, "bot", hosts);
    }

    /**
     * Starts a host whose key the administrator entered.
     *
     * @param options lines of sshd_config
     */
    static HostAndSession known(Path directory, boolean strict, String... options) throws IOException {
        UserAuthority users = users(directory);
        SshDaemon sshd = sshd(directory, users, options);
        return new HostAndSession(directory, users, sshd, UnknownHosts.REFUSE, strict, List.of(sshd.knownHost(HOST)));
    }

    /** Starts a host whose key is unknown, for a service that remembers keys. */
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

    ClientSession session() {
        return session;
    }

    /** Returns a command line of the session. In it, HOST is the host with its user, and PORT the host's port. */
    Command shell(String line) {
        return session.shell(line.replace("HOST", USER + "@" + HOST).replace("PORT", "" + sshd.port()), directory);
    }

    @Override
    public void close() {
        sshd.close();
        session.close();
    }
}
