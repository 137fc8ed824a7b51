package io.jenkins.plugins.webpaas.ssh;

import io.jenkins.plugins.webpaas.service.Service;
import java.util.List;

/** Where host keys that were seen for the first time are kept, for all sessions to come. Safe for many threads. */
public interface HostKeyStore {

    /** What is remembered for a service; never null. */
    List<KnownHost> remembered(Service service);

    /** Keeps the key of a host for good. */
    void remember(Service service, KnownHost host);
}
