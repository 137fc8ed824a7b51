package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.support.LocalNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A node in this JVM that records its calls. */
class RecordingNode extends LocalNode {
    /** The newest certificate of each session, by id. */
    final Map<String, Installed> installed = new ConcurrentHashMap<>();

    record Installed(Certificate certificate, Duration lifetime) {}

    RecordingNode(Path directory) {
        super(directory);
    }

    @Override
    public boolean install(String id, String certificate, Duration lifetime) throws IOException {
        installed.put(id, new Installed(Certificate.parse(certificate), lifetime));
        return super.install(id, certificate, lifetime);
    }
}
