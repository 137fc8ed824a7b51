package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import java.io.IOException;

/**
 * Who waits for activities. {@link #told}, {@link #say}, {@link #ended} and {@link #failed} are called by one thread at a time; they and the
 * others may take their time. After {@link #ended} or {@link #failed} it hears nothing more.
 */
public interface WaitListener {
    /**
     * Asked when the waiting begins, and when the service refuses the one before: it may have been replaced.
     *
     * @throws IOException with a message for the user, if there is none; that ends the waiting
     */
    ApiToken token() throws IOException;

    /** An activity is read for the first time of which the waiter had the id alone, or which it did not know of. */
    default void met(Activity activity) {}

    /**
     * There is more of a log.
     *
     * @param text with its own line ends, perhaps with colours
     * @param next what to save: waiting goes on from there, so that nothing of the text comes again
     */
    void told(Activity activity, String text, WaitState next);

    /** Something that the user should know, in whole sentences. */
    void say(String sentences);

    /**
     * Asked every now and then whether nobody waits any more: the build was killed, say. That ends the wait without a word; the
     * activities go on.
     */
    boolean isGone();

    /** All is over, or the deadline has come. */
    void ended(Outcome outcome);

    /** It cannot be known what becomes of the activities; they go on. The message is for users. */
    void failed(IOException why);
}
