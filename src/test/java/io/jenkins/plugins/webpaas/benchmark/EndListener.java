package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.activity.WaitListener;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import java.io.IOException;

/** A waiter that notes when it hears of the log and of the end. */
final class EndListener implements WaitListener {
    private final ApiToken token;
    private volatile boolean hasLog;
    private volatile long ended;

    EndListener(ApiToken token) {
        this.token = token;
    }

    boolean hasLog() {
        return hasLog;
    }

    /** Returns the time of the end; 0 before the end. */
    long ended() {
        return ended;
    }

    @Override
    public ApiToken token() {
        return token;
    }

    @Override
    public boolean isGone() {
        return false;
    }

    @Override
    public void logAdded(Activity activity, String text, WaitState next) {
        hasLog = true;
    }

    @Override
    public void say(String sentences) {
        System.err.println(sentences);
    }

    @Override
    public void ended(Outcome outcome) {
        ended = System.nanoTime();
    }

    @Override
    public void failed(IOException why) {
        throw new IllegalStateException(why);
    }
}
