package io.jenkins.plugins.webpaas.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** Says why on stderr, and ends as ssh does for failures of its own, with 255. */
final class RefusedCommand implements Command {
    private final String message;
    private OutputStream err;
    private ExitCallback exit;

    RefusedCommand(String message) {
        this.message = message;
    }

    @Override
    public void setInputStream(InputStream in) {
        // Nothing is read.
    }

    @Override
    public void setOutputStream(OutputStream out) {
        // Nothing is written.
    }

    @Override
    public void setErrorStream(OutputStream err) {
        this.err = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment client) throws IOException {
        err.write(message.getBytes(StandardCharsets.UTF_8));
        err.flush();
        exit.onExit(255);
    }

    @Override
    public void destroy(ChannelSession channel) {
        // Nothing is held.
    }
}
