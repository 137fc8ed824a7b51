package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.ssh.agent.SessionHosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The known-hosts files of a session: what is known from the start, and what ssh adds when it first sees a host. */
public final class HostKeyFiles {
    private final SshHosts service;
    private final List<KnownHost> known;
    private final SessionHosts hosts;
    private final Path knownFile;

    /** Writes what is known. What was seen by an earlier session in this directory stays. */
    public HostKeyFiles(Path directory, SshHosts service, List<KnownHost> known) throws IOException {
        this.service = service;
        this.known = List.copyOf(known);
        hosts = new SessionHosts(directory, service, known);
        knownFile = directory.resolve("known_hosts");
        PrivateFiles.write(
                knownFile, known.stream().map(host -> host.line() + "\n").collect(Collectors.joining()));
    }

    String config(SshIdentity identity) {
        return SshConfig.of(service, identity.options(), known, this, acceptsNewHosts());
    }

    private boolean acceptsNewHosts() {
        return service.unknownHosts() == UnknownHosts.REMEMBER
                && OpenSsh.ofNode().acceptsNewHosts();
    }

    /** What the build log should say of the node's {@code ssh}, a sentence each. */
    public List<String> notes() {
        if (service.unknownHosts() != UnknownHosts.REMEMBER || acceptsNewHosts()) {
            return List.of();
        }
        return List.of("The ssh of this node is OpenSSH " + OpenSsh.ofNode()
                + ". Hosts without a known key are refused on this"
                + " node, as OpenSSH remembers host keys from 7.6 on. Install a newer OpenSSH, or enter the host keys in the"
                + " system configuration.");
    }

    SshHosts service() {
        return service;
    }

    /** The hosts of these files. */
    public SessionHosts hosts() {
        return hosts;
    }

    /** The file with the keys that are known from the start. */
    Path known() {
        return knownFile;
    }

    /** The files as an option of {@code ssh} names them; to the first of these ssh adds a key that it sees first. */
    String files() {
        return (service.unknownHosts() == UnknownHosts.REMEMBER ? SshConfig.quote(hosts.seenFile()) + " " : "")
                + SshConfig.quote(knownFile);
    }
}
