package io.jenkins.plugins.webpaas.config;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.HostKeyStore;
import io.jenkins.plugins.webpaas.session.HostKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The host keys that builds saw for the first time. The controller saves them, so that new nodes know them too. {@link HostKeysLink} shows them. */
@Extension
@Restricted(NoExternalUse.class)
public final class RememberedHostKeys extends SavedData implements HostKeyStore {
    /** The keys by id of the service. */
    private final Map<String, List<RememberedHostKey>> hostKeys = new LinkedHashMap<>();

    public RememberedHostKeys() {
        load();
        hostKeys.replaceAll((service, keys) -> keys.stream()
                .filter(RememberedHostKey::isValid)
                .limit(HostKeys.MAX_OF_SERVICE)
                .collect(Collectors.toCollection(ArrayList::new)));
    }

    public static RememberedHostKeys get() {
        return ExtensionList.lookupSingleton(RememberedHostKeys.class);
    }

    @Override
    public synchronized List<String> remembered(Service service) {
        return keys(service.id()).stream().map(RememberedHostKey::line).toList();
    }

    @Override
    public synchronized void remember(Service service, List<String> lines) {
        Instant now = Instant.now();
        List<RememberedHostKey> keys = hostKeys.computeIfAbsent(service.id(), id -> new ArrayList<>());
        lines.forEach(line -> keys.add(new RememberedHostKey(line, now)));
        save();
    }

    /** Returns the ids of the services with remembered keys, also of services that are no longer configured. */
    synchronized List<String> services() {
        return List.copyOf(hostKeys.keySet());
    }

    synchronized List<RememberedHostKey> keys(String service) {
        return List.copyOf(hostKeys.getOrDefault(service, List.of()));
    }

    /** Deletes keys. The hosts are then new to the next session of the service. */
    synchronized void forget(String service, Predicate<RememberedHostKey> filter) {
        List<RememberedHostKey> keys = hostKeys.get(service);
        if (keys != null && keys.removeIf(filter)) {
            if (keys.isEmpty()) {
                hostKeys.remove(service);
            }
            save();
        }
    }
}
