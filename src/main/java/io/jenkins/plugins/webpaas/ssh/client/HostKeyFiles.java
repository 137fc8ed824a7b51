package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.service.KeyNames;
import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.ssh.agent.HostCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The known-hosts files of a session: what is known from the start, and what ssh adds when it first sees a host. */
public final class HostKeyFiles {
    /** What is read of a file that a build can write to as well, in bytes. */
    private static final int MOST = 64 * 1024;

    private final SshHosts hosts;
    private final List<KnownHost> known;
    private final Path knownFile;
    private final Path seenFile;

    /** Writes what is known. What was seen by an earlier session in this directory stays. */
    public HostKeyFiles(Path directory, SshHosts hosts, List<KnownHost> known) throws IOException {
        this.hosts = hosts;
        this.known = List.copyOf(known);
        knownFile = directory.resolve("known_hosts");
        seenFile = directory.resolve("known_hosts.seen");
        PrivateFiles.write(
                knownFile, known.stream().map(host -> host.line() + "\n").collect(Collectors.joining()));
    }

    String config(SshIdentity identity) {
        return SshConfig.of(hosts, identity.options(), known, this, acceptsNewHosts());
    }

    private boolean acceptsNewHosts() {
        return hosts.unknownHosts() == UnknownHosts.REMEMBER && OpenSsh.ofNode().acceptsNewHosts();
    }

    /** What the build log should say of the node's {@code ssh}, a sentence each. */
    public List<String> notes() {
        if (hosts.unknownHosts() != UnknownHosts.REMEMBER || acceptsNewHosts()) {
            return List.of();
        }
        return List.of("The ssh of this node is OpenSSH " + OpenSsh.ofNode()
                + ". Hosts without a known key are refused on this"
                + " node, as OpenSSH remembers host keys from 7.6 on. Install a newer OpenSSH, or enter the host keys in the"
                + " system configuration.");
    }

    SshHosts service() {
        return hosts;
    }

    /** The file with the keys that are known from the start. */
    Path known() {
        return knownFile;
    }

    /** The files as an option of {@code ssh} names them; to the first of these ssh adds a key that it sees first. */
    String files() {
        return (hosts.unknownHosts() == UnknownHosts.REMEMBER ? SshConfig.quote(seenFile) + " " : "")
                + SshConfig.quote(knownFile);
    }

    /**
     * Tells whether this is the key of a host of the service: one that is known, that ssh has just accepted and written down, or for
     * which a known authority vouches.
     */
    boolean haveKey(byte[] hostKey) {
        KeyNames names = hosts.keyNames();
        byte[] key = HostCertificate.keyOf(hostKey);
        return Stream.concat(
                                known.stream().filter(host -> !host.isAuthority()),
                                seenHosts().stream()
                                        .filter(host ->
                                                names.include(host.hosts().get(0))))
                        .anyMatch(host -> Arrays.equals(host.key(), key))
                || isVouchedFor(hostKey);
    }

    private boolean isVouchedFor(byte[] hostKey) {
        return known.stream().anyMatch(KnownHost::isAuthority)
                && HostCertificate.parse(hostKey)
                        .filter(certificate ->
                                known.stream().anyMatch(line -> certificate.isOf(line, line::isFor, Instant.now())))
                        .isPresent();
    }

    /** The lines that ssh has added, as they stand in the file; of a large one its beginning. */
    public List<String> seen() {
        if (!Files.isRegularFile(seenFile)) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(seenFile)) {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private List<KnownHost> seenHosts() {
        return seen().stream()
                .map(KnownHost::parseSeen)
                .flatMap(Optional::stream)
                .toList();
    }
}
