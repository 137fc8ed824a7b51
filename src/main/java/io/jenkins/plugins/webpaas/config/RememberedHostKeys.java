package io.jenkins.plugins.webpaas.config;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.ssh.HostKeyStore;
import io.jenkins.plugins.webpaas.ssh.HostKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Host keys that builds saw first, kept with the controller: a new node does not make every connection a first one. */
@Extension
@Restricted(NoExternalUse.class)
public final class RememberedHostKeys extends GlobalConfiguration implements HostKeyStore {
    /** By the id of the service. */
    private final Map<String, List<RememberedHostKey>> hostKeys = new LinkedHashMap<>();

    /** The lines that the versions before saved, which had no times and no bound; null in what this version saves. */
    private transient Map<String, List<String>> knownHosts;

    public RememberedHostKeys() {
        load();
        if (knownHosts != null) {
            knownHosts.forEach(
                    (service, lines) -> lines.forEach(line -> add(service, new RememberedHostKey(line, null))));
            knownHosts = null;
        }
        hostKeys.replaceAll((service, keys) -> keys.stream()
                .filter(RememberedHostKey::isValid)
                .limit(HostKeys.MOST_OF_SERVICE)
                .collect(Collectors.toCollection(ArrayList::new)));
    }

    public static RememberedHostKeys get() {
        return ExtensionList.lookupSingleton(RememberedHostKeys.class);
    }

    /** They are nothing to be configured: {@link HostKeysLink} shows them. */
    @Override
    public String getGlobalConfigPage() {
        return null;
    }

    @Override
    public synchronized List<String> remembered(Service service) {
        return keys(service.id()).stream().map(RememberedHostKey::line).toList();
    }

    @Override
    public synchronized void remember(Service service, List<String> lines) {
        Instant now = Instant.now();
        lines.forEach(line -> add(service.id(), new RememberedHostKey(line, now)));
        save();
    }

    private void add(String service, RememberedHostKey key) {
        hostKeys.computeIfAbsent(service, id -> new ArrayList<>()).add(key);
    }

    /** The ids of the services of which keys are remembered, also of those that are no longer configured. */
    synchronized List<String> services() {
        return List.copyOf(hostKeys.keySet());
    }

    synchronized List<RememberedHostKey> keys(String service) {
        return List.copyOf(hostKeys.getOrDefault(service, List.of()));
    }

    /** The next session of the service that sees one of these hosts sees it for the first time. */
    synchronized void forget(String service, Predicate<RememberedHostKey> which) {
        List<RememberedHostKey> keys = hostKeys.get(service);
        if (keys != null && keys.removeIf(which)) {
            if (keys.isEmpty()) {
                hostKeys.remove(service);
            }
            save();
        }
    }
}
