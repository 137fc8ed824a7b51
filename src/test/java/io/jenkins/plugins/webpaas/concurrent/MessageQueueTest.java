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
    private final MessageQueue words = new MessageQueue(new FairThreadPool("test-words", 2, new IdleTimer()));
    private final List<Integer> said = new CopyOnWriteArrayList<>();

    @Test
    void areSaidInOrderOneAfterTheOther() {
        List<Integer> order = new ArrayList<>(); // not for threads at the same time
        IntStream.range(0, 500)
                .forEach(i -> words.add(() -> {
                    order.add(i);
                    said.add(i);
                }));

        await().until(() -> said.size() == 500);
        assertThat(order)
                .isEqualTo(said)
                .isEqualTo(IntStream.range(0, 500).boxed().toList());
        await().until(() -> !words.areTooMany());
    }

    @Test
    void afterOneThatFailsTheNextIsSaid() {
        words.add(() -> {
            throw new IllegalStateException("Of a waiter");
        });
        words.add(() -> said.add(1));

        await().until(() -> said.size() == 1);
    }

    @Test
    void moreThanThreeAreTooMany() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        words.add(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        words.add(() -> said.add(1));
        words.add(() -> said.add(2));
        assertThat(words.areTooMany()).isFalse();
        words.add(() -> said.add(3));
        assertThat(words.areTooMany()).isTrue();
        release.countDown();

        await().until(() -> said.size() == 3);
        assertThat(words.areTooMany()).isFalse();
    }
}
