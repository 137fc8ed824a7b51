package io.jenkins.plugins.webpaas.config;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.ssh.HostKeyStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.GlobalConfiguration;

/** Host keys that builds saw first, kept with the controller: a new node does not make every connection a first one. */
@Extension
public final class RememberedHostKeys extends GlobalConfiguration implements HostKeyStore {
    private final Map<String, List<String>> knownHosts = new LinkedHashMap<>();

    public RememberedHostKeys() {
        load();
    }

    public static RememberedHostKeys get() {
        return ExtensionList.lookupSingleton(RememberedHostKeys.class);
    }

    /** They are nothing to be configured. */
    @Override
    public String getGlobalConfigPage() {
        return null;
    }

    @Override
    public synchronized List<String> remembered(Service service) {
        return List.copyOf(knownHosts.getOrDefault(service.id(), List.of()));
    }

    @Override
    public synchronized void remember(Service service, String line) {
        knownHosts.computeIfAbsent(service.id(), id -> new ArrayList<>()).add(line);
        save();
    }
}
