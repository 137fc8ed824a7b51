package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A node in memory with one session, which the test can make it lose. */
final class MemoryNode implements NodeSide {
    String key = SshKeyPair.generate().publicLine("jenkins");
    String directory = "/tmp/job@tmp";
    boolean isForgetful;
    boolean isForgetfulAlways;
    Duration lifetime;
    List<String> notes = List.of();
    Closed closed = new Closed(List.of(), List.of(), List.of());
    Consumer<News> listener;
    int opened;
    int installed;
    int listening;

    @Override
    public String base() {
        return "/tmp/job@tmp";
    }

    @Override
    public Opened open(Request request) {
        opened++;
        isForgetful = isForgetfulAlways;
        return new Opened(directory + "/webpaas-" + request.id(), request.ssh(), key, true, notes);
    }

    @Override
    public boolean install(String id, String certificate, Duration lifetime) {
        this.lifetime = lifetime;
        if (isForgetful) {
            return false;
        }
        installed++;
        return true;
    }

    @Override
    public void listen(String id, Consumer<News> next) {
        listening++;
        listener = next;
    }

    @Override
    public Closed close(String id, String directory) {
        return closed;
    }
}
