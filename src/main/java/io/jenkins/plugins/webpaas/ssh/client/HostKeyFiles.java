package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.ssh.agent.SessionHosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The known-hosts files of a session: one with the keys from the controller, one with the keys that ssh adds. */
public final class HostKeyFiles {
    private final SshHosts service;
    private final List<KnownHost> knownHosts;
    private final SessionHosts hosts;
    private final Path knownFile;

    /** Writes the known keys. Keeps the keys that ssh has added in this directory before. */
    public HostKeyFiles(Path directory, SshHosts service, List<KnownHost> knownHosts) throws IOException {
        this.service = service;
        this.knownHosts = List.copyOf(knownHosts);
        hosts = new SessionHosts(directory, service.keyNames(), knownHosts);
        knownFile = directory.resolve("known_hosts");
        PrivateFiles.write(
                knownFile, knownHosts.stream().map(host -> host.line() + "\n").collect(Collectors.joining()));
    }

    /** Tells whether ssh accepts the key of a host that it sees for the first time. */
    boolean acceptNewHosts() {
        return service.unknownHosts() == UnknownHosts.REMEMBER
                && OpenSsh.ofNode().acceptsNewHosts();
    }

    /** Returns sentences for the build log about limits of the node's {@code ssh}. */
    public List<String> notes() {
        if (service.unknownHosts() != UnknownHosts.REMEMBER || acceptNewHosts()) {
            return List.of();
        }
        return List.of("The ssh of this node is OpenSSH " + OpenSsh.ofNode()
                + ". This node refuses hosts without a known key, because"
                + " OpenSSH remembers host keys only from 7.6 on. Install a newer OpenSSH, or enter the host keys in the"
                + " system configuration.");
    }

    SshHosts service() {
        return service;
    }

    /** Returns the keys from the controller. */
    List<KnownHost> knownHosts() {
        return knownHosts;
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
        return (service.unknownHosts() == UnknownHosts.REMEMBER ? SshConfig.quote(hosts.seenFile()) + " " : "")
                + SshConfig.quote(knownFile);
    }
}
