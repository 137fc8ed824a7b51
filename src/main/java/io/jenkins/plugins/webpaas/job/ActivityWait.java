package io.jenkins.plugins.webpaas.job;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.activity.ActiveWait;
import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.activity.WaitListener;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.Activities;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A build's wait for activities. Copies their logs into the build log. A build saves the wait and starts it again after a restart of the controller.
 *
 * <pre>{@code
 * ActivityWait wait = new ActivityWait(started.state().until(options.deadline()));
 * wait.start(build, run, listener);         // returns at once; the listener gets the outcome
 * // after a restart of the controller:
 * wait.start(build, run, listener);
 * // when the step is stopped:
 * wait.stop();
 * wait.abandon(build, options.cancelOnAbort());
 * }</pre>
 */
@Restricted(NoExternalUse.class)
public final class ActivityWait implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(ActivityWait.class.getName());

    /** Guarded by this, like {@code state}. Both are saved together, so that no line is missing after a restart. */
    private ActivityLog log = new ActivityLog();

    private WaitState state;

    private final Instant startedAt = Instant.now();

    private transient ActiveWait handle;
    private transient boolean isStopped;

    public ActivityWait(WaitState state) {
        this.state = state;
    }

    /** Gets the end of a wait. The methods are called by threads of the poller and must return soon. */
    public interface EndListener {
        void ended(Outcome outcome);

        /** Tells whether the step is over although its build still runs. */
        default boolean isGone() {
            return false;
        }

        /** @param failure has a message for users: the outcome of the activities cannot be known */
        void failed(IOException failure);
    }

    /** Starts the wait, also again after a restart of the controller. Returns at once. */
    public synchronized void start(BuildContext build, Run<?, ?> run, EndListener listener) {
        if (isStopped) {
            return;
        }
        handle = WebPaasRuntime.poller().await(state(), new WaitListener() {
            @Override
            public ApiToken token() throws IOException {
                return build.token();
            }

            @Override
            public void activityFound(Service service, Activity activity) {
                String name = name(activity);
                build.say(activity.isFinal() ? Messages.Log_hasEnded(name) : Messages.Log_waitingFor(name));
                show(build, run, service, List.of(activity), Set.of());
            }

            @Override
            public void logAdded(Activity activity, String text, WaitState next) {
                // Prints without holding the lock: a build log may be slow, and saving the build must not wait for it.
                keep(log().print(activity.id(), activity.type(), text, build.logIfAvailable()), next);
            }

            @Override
            public void stillWaiting(List<Activity> running) {
                if (running.isEmpty()) {
                    build.say(Messages.Log_stillWaiting(timeSoFar()));
                }
                for (Activity activity : running) {
                    build.say(Messages.Log_stillWaitingFor(name(activity), activity.state(), timeSoFar()));
                }
            }

            @Override
            public void say(String sentences) {
                build.say(sentences);
            }

            @Override
            public boolean isGone() {
                return !run.isBuilding() || listener.isGone();
            }

            @Override
            public void ended(Outcome outcome) {
                Outcome reported = outcome.without(text -> ActivityLog.isIn(run, text));
                finish(build, outcome.activities());
                show(build, run, outcome.service(), outcome.activities(), outcome.settled());
                keep(new ActivityLog(), state().after(outcome));
                listener.ended(reported);
            }

            @Override
            public void failed(IOException failure) {
                finish(build, List.of());
                listener.failed(failure);
            }
        });
    }

    /** Returns how long the wait took, and its outcome; empty if there was nothing to wait for. */
    public Optional<String> summary(Outcome outcome) {
        if (outcome.activities().isEmpty()) {
            return Optional.empty();
        }
        String status = outcome.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Optional.of(Messages.Log_waited(timeSoFar(), status));
    }

    private static String name(Activity activity) {
        return activity.environment() == null
                ? Messages.Log_activity(activity.id(), activity.type())
                : Messages.Log_activityOf(activity.id(), activity.type(), activity.environment());
    }

    private String timeSoFar() {
        return Util.getTimeSpanString(Duration.between(startedAt, Instant.now()).toMillis());
    }

    private synchronized void keep(ActivityLog printed, WaitState next) {
        log = printed;
        state = next;
    }

    private synchronized ActivityLog log() {
        return log;
    }

    private synchronized WaitState state() {
        return state;
    }

    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }

    /**
     * Shows activities on the build's page, and then reads the titles and addresses of their environments. Reads before the wait goes on, because a step may
     * update the addresses after its wait.
     */
    private static void show(
            BuildContext build, Run<?, ?> run, Service service, List<Activity> activities, Set<String> settled) {
        List<ActivityResult> results = ActivityResult.of(service, activities);
        ActivitiesAction.update(run, results, settled);
        try {
            ActivitiesAction.describe(run, build.token(), results);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "There is no API token any more to describe activities of " + run);
        }
    }

    private void finish(BuildContext build, List<Activity> activities) {
        log().finish(build.logIfAvailable());
        activities.forEach(activity -> build.say(Messages.Log_result(
                activity.id(), activity.type(), activity.result() == null ? activity.state() : activity.result())));
    }

    /** Stops listening. The activities go on. */
    public synchronized void stop() {
        isStopped = true;
        if (handle != null) {
            handle.stop();
        }
    }

    /**
     * Cancels the activities that have not ended, or logs that they go on. Blocks while the service answers.
     *
     * @param cancel false to let the activities go on
     */
    public void abandon(BuildContext build, boolean cancel) {
        WaitState remaining = state();
        for (WaitState.ActivityState activity : remaining.activities()) {
            build.say("Activity " + activity.id() + " of project '" + remaining.project() + "' "
                    + (cancel ? cancel(build, remaining.project(), activity.id()) : "goes on"));
        }
    }

    private static String cancel(BuildContext build, String project, String id) {
        try {
            Activities activities =
                    WebPaasRuntime.client().as(build.token()).withoutRetries().activities();
            return switch (activities.cancel(project, id)) {
                case ACCEPTED -> "is cancelled";
                case TOO_LATE -> "has ended already, or is about to end";
                case IMPOSSIBLE ->
                    "goes on: the service does not cancel activities of its kind, or does not let this account cancel them";
            };
        } catch (IOException e) {
            return "may go on: " + e.getMessage();
        }
    }
}
