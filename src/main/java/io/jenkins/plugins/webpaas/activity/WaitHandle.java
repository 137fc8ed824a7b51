package io.jenkins.plugins.webpaas.activity;

/** A wait that goes on. */
public interface WaitHandle {
    /** Ends it without a word: the waiter hears nothing more, once a call under way has returned. The activities go on. */
    void stop();
}
