package io.jenkins.plugins.webpaas.node;

import static org.awaitility.Awaitility.await;

import hudson.remoting.AsyncFutureImpl;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.webpaas.session.NodeSide;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** News of sessions over an open channel whose calls fail. */
@WithJenkins
class SessionNewsPollerTest {
    private final Deque<Object> answers = new ConcurrentLinkedDeque<>();
    private final List<NodeSide.News> received = new CopyOnWriteArrayList<>();

    /** One call fails at once, another after a while. */
    @Test
    void continueAfterAFailedCall() {
        NodeSide.News news = new NodeSide.News("1", List.of("reason"), NodeSide.Loss.NONE);
        AsyncFutureImpl<Object> failed = new AsyncFutureImpl<>();
        failed.set(new IllegalStateException("made by the test"));
        AsyncFutureImpl<Object> answered = new AsyncFutureImpl<>();
        answered.set(new ArrayList<>(List.of(news)));
        answers.addAll(List.of(new IOException("made by the test"), failed, answered));

        SessionNewsPoller.of(channel()).listen("1", received::add);

        await().until(() -> received.contains(news));
    }

    /** The last call never returns. */
    private VirtualChannel channel() {
        return (VirtualChannel) Proxy.newProxyInstance(
                VirtualChannel.class.getClassLoader(),
                new Class<?>[] {VirtualChannel.class},
                (proxy, method, words) -> {
                    switch (method.getName()) {
                        case "callAsync":
                            Object answer = answers.isEmpty() ? new AsyncFutureImpl<>() : answers.remove();
                            if (answer instanceof IOException failure) {
                                throw failure;
                            }
                            return answer;
                        case "hashCode":
                            return System.identityHashCode(proxy);
                        case "equals":
                            return proxy == words[0];
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }
}
