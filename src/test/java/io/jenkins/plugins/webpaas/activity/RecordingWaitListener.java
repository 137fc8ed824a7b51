package io.jenkins.plugins.webpaas.activity;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that records its calls. */
class RecordingWaitListener implements WaitListener {
    /** The ids of the activities that {@link #activityFound} reported. */
    final List<String> found = new CopyOnWriteArrayList<>();

    /** The activities of each call of {@link #stillWaiting}. */
    final List<List<Activity>> progress = new CopyOnWriteArrayList<>();

    final List<String> messages = new CopyOnWriteArrayList<>();
    volatile ApiToken token;
    volatile WaitState next;
    volatile Outcome outcome;
    volatile IOException failure;
    volatile boolean isGone;
    volatile long endedAt;
    volatile int endCalls;
    private final StringBuffer log = new StringBuffer();

    RecordingWaitListener(ApiToken token) {
        this.token = token;
    }

    @Override
    public ApiToken token() throws IOException {
        if (token == null) {
            throw new IOException("There is no credential 'deploy-bot'");
        }
        return token;
    }

    @Override
    public boolean isGone() {
        return isGone;
    }

    @Override
    public void activityFound(Service service, Activity activity) {
        found.add(activity.id());
    }

    @Override
    public void logAdded(Activity activity, String text, WaitState next) {
        log.append(text);
        this.next = next;
    }

    @Override
    public void stillWaiting(List<Activity> running) {
        progress.add(running);
    }

    @Override
    public void say(String sentences) {
        messages.add(sentences);
    }

    @Override
    public synchronized void ended(Outcome outcome) {
        endCalls++;
        endedAt = System.nanoTime();
        this.outcome = outcome;
    }

    @Override
    public synchronized void failed(IOException why) {
        endCalls++;
        endedAt = System.nanoTime();
        failure = why;
    }

    String log() {
        return log.toString();
    }

    boolean isOver() {
        return endCalls > 0;
    }

    Outcome outcome() {
        await().until(this::isOver);
        if (failure != null) {
            throw new AssertionError(failure);
        }
        return outcome;
    }

    IOException failure() {
        await().until(this::isOver);
        if (failure == null) {
            throw new AssertionError(outcome);
        }
        return failure;
    }
}
