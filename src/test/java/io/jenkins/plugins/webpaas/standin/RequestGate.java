package io.jenkins.plugins.webpaas.standin;

import java.util.concurrent.CountDownLatch;

/** A gate that holds requests up, so that a test can act while a request waits. */
public final class RequestGate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Returns when a request has come as far as here. */
    public void await() throws InterruptedException {
        reached.await();
    }

    public void release() {
        released.countDown();
    }

    void pass() {
        reached.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
