package io.jenkins.plugins.webpaas.support;

import io.jenkins.plugins.webpaas.session.NodeSessions;
import io.jenkins.plugins.webpaas.session.NodeSide;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** This JVM as a node whose temporary directory is given. */
public class LocalNode implements NodeSide {
    private final Path directory;

    public LocalNode(Path directory) {
        this.directory = directory;
    }

    @Override
    public String base() {
        return directory.toString();
    }

    @Override
    public Opened open(Request request) throws IOException {
        return NodeSessions.HERE.open(request);
    }

    @Override
    public boolean install(String id, String certificate, Duration lifetime) throws IOException {
        return NodeSessions.HERE.install(id, certificate, lifetime);
    }

    /** A test that asks for news does so itself. */
    @Override
    public void listen(String id, Consumer<News> listener) {}

    @Override
    public Closed close(String id, String directory) throws IOException, InterruptedException {
        return NodeSessions.HERE.close(id, directory);
    }
}
