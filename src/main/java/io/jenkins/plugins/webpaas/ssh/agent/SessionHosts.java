package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.service.KeyNames;
import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The service's hosts as a session knows them: with keys that are known from the start, and keys that ssh has accepted since. */
public final class SessionHosts implements TrustedHosts {
    /** The largest part that is read of a file to which a build can write as well, in bytes. */
    private static final int MOST = 64 * 1024;

    private final KeyNames names;
    private final List<KnownHost> known;
    private final Path seenFile;

    /**
     * @param directory of the session
     * @param known keys that are known from the start
     */
    public SessionHosts(Path directory, SshHosts hosts, List<KnownHost> known) {
        names = hosts.keyNames();
        this.known = List.copyOf(known);
        seenFile = directory.resolve("known_hosts.seen");
    }

    /** The file to which ssh adds the key of a host that ssh sees for the first time. */
    public Path seenFile() {
        return seenFile;
    }

    /** The key is one that is known, that ssh has just accepted and written down, or for which a known authority vouches. */
    @Override
    public boolean haveKey(byte[] hostKey) {
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
