package io.jenkins.plugins.webpaas.ssh;

import io.jenkins.plugins.webpaas.service.KeyNames;
import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The host keys that sessions trust. For each host the first source that knows it: the service's own list, which an
 * administrator entered; the vendor's pinned list; what was remembered.
 */
public final class HostKeys {
    /** Hosts that one session can have remembered: one that meets more has the others remembered the next time. */
    private static final int MOST_OF_SESSION = 16;

    /** Lines of one session that are read. The file of a node that is not tampered with has fewer. */
    private static final int MOST_LINES = 1000;

    /** Hosts of one service that are remembered: several times as many as a vendor has in all of its regions. */
    public static final int MOST_OF_SERVICE = 100;

    private static final List<KnownHost> PINNED = pinned();

    private final HostKeyStore store;

    public HostKeys(HostKeyStore store) {
        this.store = store;
    }

    /** Known keys of the hosts of a service, and of no others. */
    public List<KnownHost> of(Service service) {
        List<KnownHost> known = new ArrayList<>(service.ssh().hostKeys());
        addUnknown(known, service, PINNED);
        if (service.ssh().unknownHosts() == UnknownHosts.REMEMBER) {
            addUnknown(known, service, seen(store.remembered(service)));
        }
        return known;
    }

    /**
     * Remembers what the SSH clients of a session accepted, where the service lets it: keys of hosts of its own that had
     * no known key.
     *
     * @param lines of {@code known_hosts}; a node wrote them, so they may be anything
     * @return what the build log should say of it, a sentence for each host
     */
    public synchronized List<String> learn(Service service, List<String> lines) {
        if (service.ssh().unknownHosts() != UnknownHosts.REMEMBER) {
            return List.of();
        }
        List<KnownHost> known = of(service);
        int before = known.size();
        addUnknown(known, service, seen(lines.subList(0, Math.min(lines.size(), MOST_LINES))));
        List<KnownHost> unknown = known.subList(before, known.size());
        int room = Math.max(0, MOST_OF_SERVICE - store.remembered(service).size());
        List<KnownHost> learned =
                unknown.stream().limit(Math.min(room, MOST_OF_SESSION)).toList();
        if (!learned.isEmpty()) {
            store.remember(service, learned.stream().map(KnownHost::line).toList());
        }
        List<String> notes = new ArrayList<>();
        for (KnownHost host : learned) {
            notes.add("Remembered the host key of " + host.hosts().get(0) + ", seen for the first time: "
                    + Fingerprint.of(host.key()));
        }
        if (unknown.size() > learned.size() && learned.size() == room) {
            notes.add("Did not remember the host key of "
                    + unknown.get(room).hosts().get(0) + ": of " + service.name() + ", " + MOST_OF_SERVICE
                    + " are remembered, which is the most. Ask an administrator to delete those that are not needed, under"
                    + " Manage Jenkins, Web PaaS host keys");
        }
        return notes;
    }

    private static void addUnknown(List<KnownHost> known, Service service, List<KnownHost> more) {
        KeyNames names = service.ssh().keyNames();
        List<KnownHost> before = List.copyOf(known);
        Predicate<String> isKnown = name -> before.stream().anyMatch(host -> host.isFor(name));
        more.stream()
                .filter(host -> host.hosts().stream().allMatch(names::include))
                .filter(host -> host.hosts().stream().noneMatch(isKnown))
                .forEach(known::add);
    }

    /** What was seen by ssh, and of each host only the first key. */
    private static List<KnownHost> seen(List<String> lines) {
        Map<String, KnownHost> first = new LinkedHashMap<>();
        lines.stream()
                .map(KnownHost::parseSeen)
                .flatMap(Optional::stream)
                .forEach(host -> first.putIfAbsent(host.hosts().get(0), host));
        return List.copyOf(first.values());
    }

    private static List<KnownHost> pinned() {
        try (InputStream in = HostKeys.class.getResourceAsStream("known_hosts");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(KnownHost::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
