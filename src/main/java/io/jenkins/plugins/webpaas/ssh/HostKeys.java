package io.jenkins.plugins.webpaas.ssh;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The host keys that sessions trust. For each host the first source that knows it: the service's own list, which an
 * administrator entered; the vendor's pinned list; what was remembered.
 */
public final class HostKeys {
    private static final List<KnownHost> PINNED = pinned();

    private final HostKeyStore store;

    public HostKeys(HostKeyStore store) {
        this.store = store;
    }

    /** Known keys of the hosts of a service, and of no others. */
    public List<KnownHost> of(Service service) {
        List<KnownHost> known = new ArrayList<>();
        addUnknown(known, service, parse(service.ssh().knownHosts()));
        addUnknown(known, service, PINNED);
        if (service.ssh().unknownHosts() == UnknownHosts.REMEMBER) {
            addUnknown(known, service, store.remembered(service));
        }
        return known;
    }

    /**
     * Remembers what the SSH clients of a session accepted, where the service lets it: keys of hosts of its own that had
     * no known key.
     *
     * @param lines of {@code known_hosts}; a node wrote them, so they may be anything
     * @return what is known from now on and was not before
     */
    public synchronized List<KnownHost> learn(Service service, List<String> lines) {
        if (service.ssh().unknownHosts() != UnknownHosts.REMEMBER) {
            return List.of();
        }
        List<KnownHost> known = of(service);
        int before = known.size();
        addUnknown(known, service, parse(lines));
        List<KnownHost> learned = List.copyOf(known.subList(before, known.size()));
        learned.forEach(host -> store.remember(service, host));
        return learned;
    }

    private static void addUnknown(List<KnownHost> known, Service service, List<KnownHost> more) {
        List<String> names =
                known.stream().flatMap(host -> host.hosts().stream()).toList();
        more.stream()
                .filter(host -> host.hosts().stream().allMatch(service.ssh()::contains))
                .filter(host -> Collections.disjoint(host.hosts(), names))
                .forEach(known::add);
    }

    private static List<KnownHost> parse(List<String> lines) {
        return lines.stream().map(KnownHost::parse).flatMap(Optional::stream).toList();
    }

    private static List<KnownHost> pinned() {
        try (InputStream in = HostKeys.class.getResourceAsStream("known_hosts");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return parse(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
