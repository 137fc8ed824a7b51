package io.jenkins.plugins.webpaas.node;

import hudson.model.Computer;
import hudson.remoting.Future;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.webpaas.session.NodeSide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/**
 * News of a node's sessions. One call waits on the node for all of them, since nodes never call the controller; on the
 * controller no thread waits for its answer.
 */
final class NodeNews {
    private static final Logger LOGGER = Logger.getLogger(NodeNews.class.getName());
    private static final Map<VirtualChannel, NodeNews> ALL = new ConcurrentHashMap<>();

    /** Between two looks whether the node has answered, in milliseconds. */
    private static final int BETWEEN_LOOKS = 250;

    private final VirtualChannel channel;
    private final Map<String, NodeSide.Listener> listeners = new ConcurrentHashMap<>();
    private Future<ArrayList<NodeSide.News>> answer;
    private ScheduledFuture<?> looks;

    private NodeNews(VirtualChannel channel) {
        this.channel = channel;
    }

    static NodeNews of(VirtualChannel channel) {
        return ALL.computeIfAbsent(channel, NodeNews::new);
    }

    synchronized void listen(String id, NodeSide.Listener listener) {
        ALL.put(channel, this);
        listeners.put(id, listener);
        if (answer == null) {
            ask();
        }
    }

    synchronized void forget(String id) {
        listeners.remove(id);
        if (answer == null) {
            ALL.remove(channel, this);
        }
    }

    private void ask() {
        try {
            answer = channel.callAsync(new RemoteNode.AwaitNews());
            looks = Timer.get().scheduleWithFixedDelay(this::look, BETWEEN_LOOKS, BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
        } catch (IOException | RuntimeException e) {
            end(e);
        }
    }

    private synchronized void look() {
        if (answer.isDone()) {
            looks.cancel(false);
            Computer.threadPoolForRemoting.execute(this::hear);
        }
    }

    private synchronized void hear() {
        try {
            for (NodeSide.News news : answer.get()) {
                NodeSide.Listener listener = listeners.get(news.id());
                if (listener != null) {
                    listener.hear(news);
                }
            }
            answer = null;
            if (listeners.isEmpty()) {
                ALL.remove(channel, this);
            } else {
                ask();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            end(e);
        }
    }

    /** With the connection all of this ends; a session that is opened again over another listens there. */
    private void end(Exception e) {
        LOGGER.log(Level.FINE, "No news of Web PaaS sessions come from a node any more", e);
        answer = null;
        listeners.clear();
        ALL.remove(channel, this);
    }
}
