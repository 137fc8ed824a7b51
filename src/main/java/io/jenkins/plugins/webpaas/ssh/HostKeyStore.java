package io.jenkins.plugins.webpaas.ssh;

import io.jenkins.plugins.webpaas.service.Service;
import java.util.List;

/** Where host keys that were seen for the first time are kept, for all sessions to come. Safe for many threads. */
public interface HostKeyStore {

    /** What is remembered for a service, as lines of {@code known_hosts}; never null. */
    List<String> remembered(Service service);

    /** Keeps lines of {@code known_hosts} until an administrator deletes them. */
    void remember(Service service, List<String> lines);
}
