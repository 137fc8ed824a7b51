package io.jenkins.plugins.webpaas.api.http;

import java.io.InterruptedIOException;
import java.time.Duration;

/** Waits; tests do not. */
public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Waits before a call is tried again.
     *
     * @throws InterruptedIOException if the thread was interrupted; the interrupt flag stays set
     */
    default void rest(Duration duration) throws InterruptedIOException {
        try {
            sleep(duration);
        } catch (InterruptedException e) {
            throw interrupted("Interrupted between two attempts");
        }
    }

    /** How an interrupt ends a call: with this, and with the interrupt flag set. */
    static InterruptedIOException interrupted(String message) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException(message);
    }
}
