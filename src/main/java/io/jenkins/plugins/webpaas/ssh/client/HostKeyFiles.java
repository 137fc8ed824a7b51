package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.agent.SessionHosts;
import io.jenkins.plugins.webpaas.ssh.agent.TrustedHosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The known-hosts files of a session: one with the keys from the controller, one with the keys that ssh adds. */
public final class HostKeyFiles {
    private final TrustedHosts trusted;
    private final SessionHosts hosts;
    private final Path knownFile;

    /** Writes the known keys. Keeps the keys that ssh has added in this directory before. */
    public HostKeyFiles(Path directory, TrustedHosts trusted) throws IOException {
        this.trusted = trusted;
        hosts = new SessionHosts(directory, trusted.names(), trusted.keys());
        knownFile = directory.resolve("known_hosts");
        PrivateFiles.write(
                knownFile,
                trusted.keys().stream().map(host -> host.line() + "\n").collect(Collectors.joining()));
    }

    /** Tells whether ssh accepts the key of a host that it sees for the first time. */
    boolean acceptNewHosts() {
        return trusted.acceptNew() && OpenSsh.ofNode().acceptsNewHosts();
    }

    /** Returns sentences for the build log about limits of the node's {@code ssh}. */
    public List<String> notes() {
        if (!trusted.acceptNew() || acceptNewHosts()) {
            return List.of();
        }
        return List.of("The ssh of this node is OpenSSH " + OpenSsh.ofNode()
                + ". This node refuses hosts without a known key, because"
                + " OpenSSH remembers host keys only from 7.6 on. Install a newer OpenSSH, or enter the host keys in the"
                + " system configuration.");
    }

    TrustedHosts trusted() {
        return trusted;
    }

    public SessionHosts hosts() {
        return hosts;
    }

    /** Returns the file with the keys from the controller. */
    Path knownFile() {
        return knownFile;
    }

    /** Returns the value of the option {@code UserKnownHostsFile}. The client adds the keys of new hosts to the first file. */
    String userKnownHostsFiles() {
        return (trusted.acceptNew() ? SshConfig.quote(hosts.seenFile()) + " " : "") + SshConfig.quote(knownFile);
    }
}
