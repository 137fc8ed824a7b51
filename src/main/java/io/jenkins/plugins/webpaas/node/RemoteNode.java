package io.jenkins.plugins.webpaas.node;

import hudson.remoting.Callable;
import hudson.remoting.Channel;
import hudson.remoting.RequestAbortedException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.webpaas.session.NodeAwayException;
import io.jenkins.plugins.webpaas.session.NodeSessions;
import io.jenkins.plugins.webpaas.session.NodeSide;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;
import jenkins.agents.ControllerToAgentCallable;

/** The node at the other end of a channel. The controller calls the node, and the node never calls the controller. */
record RemoteNode(VirtualChannel channel, String base) implements NodeSide {

    @Override
    public Opened open(Request request) throws IOException, InterruptedException {
        NodeJar.send(channel);
        return call(channel, new Open(request));
    }

    @Override
    public boolean install(String id, String certificate, Duration lifetime) throws IOException, InterruptedException {
        return call(channel, new Install(id, certificate, lifetime));
    }

    /** Closes a session. Sends the jar first, because a node that has reconnected needs it to find the SSH agent's process. */
    @Override
    public Closed close(String id, String directory) throws IOException, InterruptedException {
        SessionNewsPoller.of(channel).forget(id);
        NodeJar.send(channel);
        return call(channel, new Close(id, directory));
    }

    @Override
    public void listen(String id, Consumer<News> listener) {
        SessionNewsPoller.of(channel).listen(id, listener);
    }

    /** @throws NodeAwayException if the connection is lost before the result arrives */
    static <T> T call(VirtualChannel channel, Callable<T, IOException> callable)
            throws IOException, InterruptedException {
        try {
            return channel.call(callable);
        } catch (IOException | RequestAbortedException e) {
            if (channel instanceof Channel remote && remote.isClosingOrClosed()) {
                throw new NodeAwayException("The connection to the node " + remote.getName() + " is lost", e);
            }
            throw e;
        }
    }

    private record Open(Request request) implements ControllerToAgentCallable<Opened, IOException> {
        @Override
        public Opened call() throws IOException {
            return NodeSessions.HERE.open(request);
        }
    }

    private record Install(String id, String certificate, Duration lifetime)
            implements ControllerToAgentCallable<Boolean, IOException> {
        @Override
        public Boolean call() throws IOException {
            return NodeSessions.HERE.install(id, certificate, lifetime);
        }
    }

    record AwaitNews() implements ControllerToAgentCallable<ArrayList<News>, IOException> {
        @Override
        public ArrayList<News> call() throws IOException {
            try {
                return NodeSessions.HERE.awaitNews();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private record Close(String id, String directory) implements ControllerToAgentCallable<Closed, IOException> {
        @Override
        public Closed call() throws IOException {
            return NodeSessions.HERE.close(id, directory);
        }
    }
}
