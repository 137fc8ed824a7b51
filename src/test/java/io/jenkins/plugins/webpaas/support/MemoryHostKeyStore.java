package io.jenkins.plugins.webpaas.support;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.HostKeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A controller's memory of host keys, for as long as the test lasts. */
public final class MemoryHostKeyStore implements HostKeyStore {
    private final Map<String, List<String>> hosts = new ConcurrentHashMap<>();

    @Override
    public List<String> remembered(Service service) {
        return hosts.getOrDefault(service.id(), List.of());
    }

    @Override
    public void remember(Service service, List<String> lines) {
        hosts.computeIfAbsent(service.id(), id -> new CopyOnWriteArrayList<>()).addAll(lines);
    }
}
