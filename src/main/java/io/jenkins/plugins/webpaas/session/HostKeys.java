package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.service.KeyNames;
import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.agent.TrustedHosts;
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
 * The host keys that sessions trust. The keys of a host come from the first source that knows the host: the administrator's list for
 * the service, the vendor's pinned list, or the remembered keys.
 */
public final class HostKeys {
    /** Limit of hosts to remember after one session. Later sessions can add the others. */
    private static final int MAX_OF_SESSION = 16;

    /** Limit of lines to read from one session. Only a file that was tampered with has more. */
    private static final int MAX_LINES = 1000;

    /** Limit of remembered hosts of one service: several times the number of hosts in all regions of a vendor. */
    public static final int MAX_OF_SERVICE = 100;

    private static final List<KnownHost> PINNED = pinned();

    private final HostKeyStore store;

    public HostKeys(HostKeyStore store) {
        this.store = store;
    }

    /** Returns the known keys of the hosts of a service, and of no other hosts. */
    public List<KnownHost> of(Service service) {
        List<KnownHost> knownHosts = new ArrayList<>(service.ssh().hostKeys());
        addNewHosts(knownHosts, service, PINNED);
        if (service.ssh().unknownHosts() == UnknownHosts.REMEMBER) {
            addNewHosts(knownHosts, service, firstKeys(store.remembered(service)));
        }
        return knownHosts;
    }

    /** Returns what a node needs to know of a service's hosts. */
    public static TrustedHosts trusted(SshHosts hosts, List<KnownHost> keys) {
        return new TrustedHosts(
                hosts.keyNames(),
                List.copyOf(keys),
                hosts.unknownHosts() == UnknownHosts.REMEMBER,
                hosts.strict(),
                hosts.options());
    }

    /**
     * Remembers the keys that the SSH clients of a session accepted, if the service is configured so. Only keys of the service's hosts
     * without a known key count.
     *
     * @param lines lines of {@code known_hosts}, which a node wrote and which are therefore not trusted
     * @return sentences for the build log, one for each host
     */
    public synchronized List<String> learn(Service service, List<String> lines) {
        if (service.ssh().unknownHosts() != UnknownHosts.REMEMBER) {
            return List.of();
        }
        List<KnownHost> knownHosts = of(service);
        int before = knownHosts.size();
        addNewHosts(knownHosts, service, firstKeys(lines.subList(0, Math.min(lines.size(), MAX_LINES))));
        List<KnownHost> newHosts = knownHosts.subList(before, knownHosts.size());
        int room = Math.max(0, MAX_OF_SERVICE - store.remembered(service).size());
        List<KnownHost> learned =
                newHosts.stream().limit(Math.min(room, MAX_OF_SESSION)).toList();
        if (!learned.isEmpty()) {
            store.remember(service, learned.stream().map(KnownHost::line).toList());
        }
        List<String> notes = new ArrayList<>();
        for (KnownHost host : learned) {
            notes.add("Remembered the host key of " + host.hosts().get(0) + ", seen for the first time: "
                    + SshKeyPair.fingerprint(host.key()));
        }
        if (newHosts.size() > learned.size() && learned.size() == room) {
            notes.add("Did not remember the host key of "
                    + newHosts.get(room).hosts().get(0) + ": Jenkins remembers at most " + MAX_OF_SERVICE + " keys of "
                    + service.name() + ". Ask an administrator to delete keys that are not needed, under"
                    + " Manage Jenkins, Web PaaS host keys");
        }
        return notes;
    }

    private static void addNewHosts(List<KnownHost> knownHosts, Service service, List<KnownHost> candidates) {
        KeyNames names = service.ssh().keyNames();
        List<KnownHost> before = List.copyOf(knownHosts);
        Predicate<String> isKnown = name -> before.stream().anyMatch(host -> host.isFor(name));
        candidates.stream()
                .filter(host -> host.hosts().stream().allMatch(names::include))
                .filter(host -> host.hosts().stream().noneMatch(isKnown))
                .forEach(knownHosts::add);
    }

    /** Returns the usable lines that ssh wrote, with only the first key of each host. */
    private static List<KnownHost> firstKeys(List<String> lines) {
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
