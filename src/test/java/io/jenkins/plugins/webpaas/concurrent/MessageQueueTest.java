package io.jenkins.plugins.webpaas.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.support.IdleTimer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageQueueTest {
    private final MessageQueue queue = new MessageQueue(new FairThreadPool("test-queue", 2, new IdleTimer()));
    private final List<Integer> delivered = new CopyOnWriteArrayList<>();

    @Test
    void messagesAreDeliveredInOrder() {
        List<Integer> order = new ArrayList<>(); // not thread-safe, since one thread at a time delivers
        IntStream.range(0, 500)
                .forEach(i -> queue.add(() -> {
                    order.add(i);
                    delivered.add(i);
                }));

        await().until(() -> delivered.size() == 500);
        assertThat(order)
                .isEqualTo(delivered)
                .isEqualTo(IntStream.range(0, 500).boxed().toList());
        await().until(() -> !queue.isOverloaded());
    }

    @Test
    void afterAFailureTheNextMessageIsDelivered() {
        queue.add(() -> {
            throw new IllegalStateException("of a listener");
        });
        queue.add(() -> delivered.add(1));

        await().until(() -> delivered.size() == 1);
    }

    @Test
    void moreThanThreePendingMessagesAreTooMany() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        queue.add(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        queue.add(() -> delivered.add(1));
        queue.add(() -> delivered.add(2));
        assertThat(queue.isOverloaded()).isFalse();
        queue.add(() -> delivered.add(3));
        assertThat(queue.isOverloaded()).isTrue();
        release.countDown();

        await().until(() -> delivered.size() == 3);
        assertThat(queue.isOverloaded()).isFalse();
    }
}
