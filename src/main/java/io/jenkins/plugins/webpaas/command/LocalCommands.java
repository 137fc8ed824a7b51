package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Runs commands from this JVM. */
public final class LocalCommands implements CommandRunner {
    public static final LocalCommands INSTANCE = new LocalCommands(Duration.ofSeconds(15));

    private final Map<String, SshKeyPair> keys = new ConcurrentHashMap<>();
    private final Duration keepAlive;

    /** @param keepAlive the time between two questions whether the host is still there, in whole seconds */
    LocalCommands(Duration keepAlive) {
        this.keepAlive = keepAlive;
    }

    @Override
    public String makeKey(String id) throws IOException {
        if (SshKeyPair.obstacle() != null) {
            throw new IOException(SshKeyPair.obstacle());
        }
        SshKeyPair key = SshKeyPair.generate();
        keys.put(id, key);
        return key.publicLine("webpaas-jenkins");
    }

    @Override
    public CommandResult run(String id, String certificate, CommandRequest request, OutputStream log)
            throws IOException, InterruptedException {
        SshKeyPair key = keys.remove(id);
        if (key == null) {
            throw new IOException("The key of the command is lost: the node has restarted");
        }
        return new SshCommand(request, keepAlive, new BufferedOutputStream(log))
                .run(key, Certificate.parse(certificate));
    }

    @Override
    public void forget(String id) {
        keys.remove(id);
    }

    boolean isIdle() {
        return keys.isEmpty();
    }
}
