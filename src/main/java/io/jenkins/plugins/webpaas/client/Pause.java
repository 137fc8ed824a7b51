package io.jenkins.plugins.webpaas.client;

import java.time.Duration;

/** Waits; tests do not. */
interface Pause {
    void sleep(Duration duration) throws InterruptedException;
}
