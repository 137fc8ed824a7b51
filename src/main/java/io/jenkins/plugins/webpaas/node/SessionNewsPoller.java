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
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/**
 * Gets news of a node's sessions. Since nodes never call the controller, a call of the controller waits on the node for news of all
 * sessions. On the controller no thread waits for the answer.
 */
final class SessionNewsPoller {
    private static final Logger LOGGER = Logger.getLogger(SessionNewsPoller.class.getName());
    private static final Map<VirtualChannel, SessionNewsPoller> POLLERS = new ConcurrentHashMap<>();

    /** Time between checks for the node's answer, in milliseconds. */
    private static final int CHECK_PERIOD = 250;

    /** Time before the next call after a call failed over an open connection, in seconds. */
    private static final int RETRY_PAUSE = 5;

    private final VirtualChannel channel;
    private final Map<String, Consumer<NodeSide.News>> listeners = new ConcurrentHashMap<>();
    private Future<ArrayList<NodeSide.News>> answer;
    private ScheduledFuture<?> checks;

    /** Tells whether a call waits on the node, or the next call is scheduled. */
    private boolean isPolling;

    private boolean isFailing;

    private SessionNewsPoller(VirtualChannel channel) {
        this.channel = channel;
    }

    static SessionNewsPoller of(VirtualChannel channel) {
        return POLLERS.computeIfAbsent(channel, SessionNewsPoller::new);
    }

    synchronized void listen(String id, Consumer<NodeSide.News> listener) {
        POLLERS.put(channel, this);
        listeners.put(id, listener);
        if (!isPolling) {
            poll();
        }
    }

    synchronized void forget(String id) {
        listeners.remove(id);
        if (!isPolling) {
            POLLERS.remove(channel, this);
        }
    }

    private synchronized void poll() {
        isPolling = !listeners.isEmpty();
        if (!isPolling) {
            POLLERS.remove(channel, this);
            return;
        }
        try {
            answer = channel.callAsync(new RemoteNode.AwaitNews());
            checks = Timer.get()
                    .scheduleWithFixedDelay(this::checkAnswer, CHECK_PERIOD, CHECK_PERIOD, TimeUnit.MILLISECONDS);
        } catch (IOException | RuntimeException e) {
            onFailure(e);
        }
    }

    private synchronized void checkAnswer() {
        if (answer.isDone()) {
            checks.cancel(false);
            Computer.threadPoolForRemoting.execute(this::notifyListeners);
        }
    }

    private synchronized void notifyListeners() {
        try {
            for (NodeSide.News news : answer.get()) {
                listeners.getOrDefault(news.id(), newsOfForgotten -> {}).accept(news);
            }
            isFailing = false;
            poll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            onFailure(e);
        }
    }

    /**
     * Ends the polling if the connection is closed, or else schedules the next call. A session that is opened again over another
     * connection listens to the poller of that connection.
     */
    private void onFailure(Exception e) {
        if (channel instanceof Channel remote && remote.isClosingOrClosed()) {
            LOGGER.log(Level.FINE, "A node sends no more news of Web PaaS sessions", e);
            isPolling = false;
            listeners.clear();
            POLLERS.remove(channel, this);
        } else {
            LOGGER.log(
                    isFailing ? Level.FINE : Level.WARNING,
                    "A node sent no news of its Web PaaS sessions; Jenkins asks again",
                    e);
            isFailing = true;
            Timer.get()
                    .schedule(() -> Computer.threadPoolForRemoting.execute(this::poll), RETRY_PAUSE, TimeUnit.SECONDS);
        }
    }
}
