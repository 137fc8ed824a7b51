package io.jenkins.plugins.webpaas.api.http;

import java.io.InterruptedIOException;
import java.time.Duration;

/** Sleeps between two attempts. Tests replace it in order not to wait. */
public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;

    /** Sleeps before a call is repeated. If the thread is interrupted, the interrupt flag stays set. */
    default void pause(Duration duration) throws InterruptedIOException {
        try {
            sleep(duration);
        } catch (InterruptedException e) {
            throw interrupted("Interrupted between two attempts");
        }
    }

    /** Sets the interrupt flag, and returns the exception by which an interrupted call ends. */
    static InterruptedIOException interrupted(String message) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException(message);
    }
}
