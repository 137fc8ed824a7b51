package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.service.KeyNames;
import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The hosts that a session trusts: hosts with keys from the controller, and hosts whose keys the session's ssh has accepted. */
public final class SessionHosts {
    /** Limit of bytes to read from the file of accepted keys, since the build can write to that file as well. */
    private static final int MAX_FILE_LENGTH = 64 * 1024;

    private final KeyNames names;
    private final List<KnownHost> knownHosts;
    private final Path seenFile;

    /** @param names under which OpenSSH looks for the keys of the service's hosts */
    public SessionHosts(Path directory, KeyNames names, List<KnownHost> knownHosts) {
        this.names = names;
        this.knownHosts = List.copyOf(knownHosts);
        seenFile = directory.resolve("known_hosts.seen");
    }

    /** Reads what {@link #write} has written. */
    public static SessionHosts read(Path directory, SshReader in) {
        KeyNames names = new KeyNames(in.readTexts(), in.readText());
        List<KnownHost> hosts = new ArrayList<>();
        for (long i = in.readUint32(); i > 0; i--) {
            hosts.add(new KnownHost(in.readTexts(), in.readText(), in.readString(), in.readBoolean()));
        }
        return new SessionHosts(directory, names, hosts);
    }

    /**
     * Writes the hosts with keys from the controller, for the SSH agent's process. Java's serialization would take a new JVM longer than
     * all other work for its first session.
     */
    public SshWriter write(SshWriter out) {
        out.writeTexts(names.domains()).writeText(names.template()).writeUint32(knownHosts.size());
        for (KnownHost host : knownHosts) {
            out.writeTexts(host.hosts())
                    .writeText(host.keyType())
                    .writeString(host.key())
                    .writeByte(host.isAuthority() ? 1 : 0);
        }
        return out;
    }

    /** Returns the file to which ssh adds the keys of hosts that ssh sees for the first time. */
    public Path seenFile() {
        return seenFile;
    }

    /** Tells whether a key, in the encoding of the SSH protocol, belongs to one of these hosts. */
    public boolean haveKey(byte[] hostKey) {
        byte[] key = HostCertificate.keyOf(hostKey);
        Stream<KnownHost> seenHosts = seen().stream()
                .map(KnownHost::parseSeen)
                .flatMap(Optional::stream)
                .filter(host -> names.include(host.hosts().get(0)));
        return Stream.concat(knownHosts.stream().filter(host -> !host.isAuthority()), seenHosts)
                        .anyMatch(host -> Arrays.equals(host.key(), key))
                || HostCertificate.isValid(hostKey, knownHosts, KnownHost::isFor);
    }

    /** Returns the lines that ssh has added; of a large file only the beginning. */
    public List<String> seen() {
        if (!Files.isRegularFile(seenFile)) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(seenFile)) {
            return new String(in.readNBytes(MAX_FILE_LENGTH), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
