package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.support.LocalNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** This JVM as a node that tells what it was given. */
class RecordingNode implements NodeSide {
    /** Of each session, the newest. */
    final Map<String, Installed> installed = new ConcurrentHashMap<>();

    private final LocalNode local;

    record Installed(Certificate certificate, Duration lifetime) {}

    RecordingNode(Path directory) {
        local = new LocalNode(directory);
    }

    @Override
    public String base() {
        return local.base();
    }

    @Override
    public Opened open(Request request) throws IOException {
        return local.open(request);
    }

    @Override
    public boolean install(String id, String certificate, Duration lifetime) throws IOException {
        installed.put(id, new Installed(Certificate.parse(certificate), lifetime));
        return local.install(id, certificate, lifetime);
    }

    @Override
    public Closed close(String id, String directory) throws IOException, InterruptedException {
        return local.close(id, directory);
    }
}
