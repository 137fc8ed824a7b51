package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.util.List;

/**
 * The receiver of what a wait finds out. {@link #activityFound}, {@link #logAdded}, {@link #stillWaiting}, {@link #say}, {@link #ended} and {@link #failed} are
 * called by one thread at a time. {@link #token} and {@link #isGone} may be called meanwhile. Each method may block.
 * No call follows {@link #ended} or {@link #failed}.
 */
public interface WaitListener {
    /**
     * Returns the API token to read with. Called when the wait begins, and again when the service refuses the token, which may have
     * been replaced.
     *
     * @throws IOException with a message for users, if there is no token; this ends the wait
     */
    ApiToken token() throws IOException;

    /** Reports the first answer of a service about an activity that the listener knew by its id alone, or not at all. */
    default void activityFound(Service service, Activity activity) {}

    /**
     * Reports new text of an activity's log.
     *
     * @param text with its own line ends, perhaps with colours
     * @param next the state to save: a wait that goes on from there does not repeat the text
     */
    void logAdded(Activity activity, String text, WaitState next);

    /**
     * Reports that the wait goes on, if there was no other call for a minute.
     *
     * @param running the activities that have not ended, as they were last read; empty while the wait looks for a deployment
     */
    default void stillWaiting(List<Activity> running) {}

    /** Shows a message to users; whole sentences. */
    void say(String sentences);

    /**
     * Tells whether the listener's build is over, which ends the wait without another call. The activities go on. Called every half
     * minute.
     */
    boolean isGone();

    /** Reports the end of all activities, or the deadline. */
    void ended(Outcome outcome);

    /** Reports that the activities can no longer be read. The activities go on. The message is for users. */
    void failed(IOException why);
}
