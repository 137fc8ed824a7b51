package io.jenkins.plugins.webpaas.node;

import hudson.model.Computer;
import hudson.remoting.Channel;
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
final class SessionNewsPoller {
    private static final Logger LOGGER = Logger.getLogger(SessionNewsPoller.class.getName());
    private static final Map<VirtualChannel, SessionNewsPoller> ALL = new ConcurrentHashMap<>();

    /** Between two looks whether the node has answered, in milliseconds. */
    private static final int BETWEEN_LOOKS = 250;

    /** After a call that failed, though the connection is there; in seconds. */
    private static final int PAUSE = 5;

    private final VirtualChannel channel;
    private final Map<String, NodeSide.Listener> listeners = new ConcurrentHashMap<>();
    private Future<ArrayList<NodeSide.News>> answer;
    private ScheduledFuture<?> looks;

    /** True while a call waits on the node, or is about to be made again. */
    private boolean isAsking;

    private boolean isFailing;

    private SessionNewsPoller(VirtualChannel channel) {
        this.channel = channel;
    }

    static SessionNewsPoller of(VirtualChannel channel) {
        return ALL.computeIfAbsent(channel, SessionNewsPoller::new);
    }

    synchronized void listen(String id, NodeSide.Listener listener) {
        ALL.put(channel, this);
        listeners.put(id, listener);
        if (!isAsking) {
            ask();
        }
    }

    synchronized void forget(String id) {
        listeners.remove(id);
        if (!isAsking) {
            ALL.remove(channel, this);
        }
    }

    private synchronized void ask() {
        isAsking = !listeners.isEmpty();
        if (!isAsking) {
            ALL.remove(channel, this);
            return;
        }
        try {
            answer = channel.callAsync(new RemoteNode.AwaitNews());
            looks = Timer.get().scheduleWithFixedDelay(this::look, BETWEEN_LOOKS, BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
        } catch (IOException | RuntimeException e) {
            fail(e);
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
            isFailing = false;
            ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            fail(e);
        }
    }

    /** With the connection all of this ends; a session that is opened again over another listens there. Else the node is asked again. */
    private void fail(Exception e) {
        if (channel instanceof Channel remote && remote.isClosingOrClosed()) {
            LOGGER.log(Level.FINE, "No news of Web PaaS sessions come from a node any more", e);
            isAsking = false;
            listeners.clear();
            ALL.remove(channel, this);
        } else {
            LOGGER.log(
                    isFailing ? Level.FINE : Level.WARNING,
                    "A node told no news of its Web PaaS sessions; Jenkins goes on asking",
                    e);
            isFailing = true;
            Timer.get().schedule(() -> Computer.threadPoolForRemoting.execute(this::ask), PAUSE, TimeUnit.SECONDS);
        }
    }
}
