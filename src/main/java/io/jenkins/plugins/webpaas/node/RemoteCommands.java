package io.jenkins.plugins.webpaas.node;

import hudson.remoting.RemoteOutputStream;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.webpaas.command.CommandResult;
import io.jenkins.plugins.webpaas.command.CommandRunner;
import io.jenkins.plugins.webpaas.command.LocalCommands;
import io.jenkins.plugins.webpaas.session.NodeAwayException;
import java.io.IOException;
import java.io.OutputStream;
import jenkins.agents.ControllerToAgentCallable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Runs commands over SSH connections from a node. The output comes back as bytes, and the controller applies the log's filters. */
@Restricted(NoExternalUse.class)
public final class RemoteCommands implements CommandRunner {
    private final VirtualChannel channel;

    public RemoteCommands(VirtualChannel channel) {
        this.channel = channel;
    }

    @Override
    public String makeKey(String id) throws IOException, InterruptedException {
        return RemoteNode.call(channel, new MakeKey(id));
    }

    @Override
    public CommandResult run(String id, String certificate, CommandRequest request, OutputStream log)
            throws IOException, InterruptedException {
        try {
            return RemoteNode.call(channel, new Run(id, certificate, request, new RemoteOutputStream(log)));
        } catch (NodeAwayException e) {
            throw new NodeAwayException(
                    e.getMessage() + ". It is not known whether the command ran, or how far it came", e);
        }
    }

    @Override
    public void forget(String id) throws IOException, InterruptedException {
        RemoteNode.call(channel, new Forget(id));
    }

    private record MakeKey(String id) implements ControllerToAgentCallable<String, IOException> {
        @Override
        public String call() throws IOException {
            return LocalCommands.INSTANCE.makeKey(id);
        }
    }

    private record Run(String id, String certificate, CommandRequest request, RemoteOutputStream log)
            implements ControllerToAgentCallable<CommandResult, IOException> {
        /** Translates an interrupt, which comes from the controller. The controller does not wait for the exception. */
        @Override
        public CommandResult call() throws IOException {
            try {
                return LocalCommands.INSTANCE.run(id, certificate, request, log);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private record Forget(String id) implements ControllerToAgentCallable<Void, IOException> {
        @Override
        public Void call() {
            LocalCommands.INSTANCE.forget(id);
            return null;
        }
    }
}
