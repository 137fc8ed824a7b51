package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.service.Service;
import java.util.List;

/** A store for host keys that sessions saw for the first time. Later sessions read them from it. Safe for many threads. */
public interface HostKeyStore {

    /** Returns the remembered keys of a service, as lines of {@code known_hosts}; never null. */
    List<String> remembered(Service service);

    /** Keeps lines of {@code known_hosts} until an administrator deletes them. */
    void remember(Service service, List<String> lines);
}
