package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.session.SessionDirectory;
import io.jenkins.plugins.webpaas.session.SessionVariables;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A session for SSH clients, as on a node. Its certificate is for the user who runs the test. */
final class ClientSession implements AutoCloseable {
    static final String USER = System.getProperty("user.name");

    private final Path directory;
    private final SshConfig files;
    private final SshIdentity identity;

    /** @param keyId the certificate's holder, which sshd logs */
    ClientSession(Path directory, UserAuthority users, String keyId, SshConfig files, SshIdentity identity)
            throws IOException {
        this.directory = directory;
        this.files = files;
        this.identity = identity;
        identity.install(users.sign(identity.publicLine(), keyId, "-n", USER, "-V", "+1h"), Duration.ofHours(1));
        SshCommands.write(directory, files, identity);
    }

    /** Opens a session whose SSH agent is in this JVM. */
    static ClientSession withAgent(Path directory, UserAuthority users, String keyId, SshHosts hosts)
            throws IOException {
        Files.createDirectories(directory.getParent());
        PrivateFiles.claimDirectory(directory);
        Service service = new Service("acme", "ACME", Service.UPSUN.endpoints(), hosts, Service.UPSUN.cli());
        SshConfig files =
                new SshConfig(directory, HostKeys.trusted(hosts, new HostKeys(new MemoryHostKeyStore()).of(service)));
        SshIdentity identity = new AgentIdentity(directory, files.hosts(), hosts.strict());
        return new ClientSession(directory, users, keyId, files, identity);
    }

    Path directory() {
        return directory;
    }

    SshIdentity identity() {
        return identity;
    }

    /** Returns the lines of known_hosts that ssh has added. */
    List<String> seenHosts() {
        return files.hosts().seen();
    }

    Map<String, String> variables() {
        boolean withAgent = !(identity instanceof FileIdentity);
        return SessionVariables.ofClients(SessionDirectory.of(directory.toString()), withAgent, true);
    }

    /** Returns a command line that runs in a directory with the session's variables. */
    Command shell(String line, Path workingDirectory) {
        return Command.shell(line).with(variables()).in(workingDirectory);
    }

    @Override
    public void close() {
        ControlSockets.end(directory);
        identity.close();
    }
}
