package io.jenkins.plugins.webpaas.job;

import hudson.model.Run;
import io.jenkins.plugins.webpaas.activity.ActiveWait;
import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.activity.WaitListener;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.Activities;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A build's wait for activities, with their logs in that of the build. It may be saved, and goes on from there. */
@Restricted(NoExternalUse.class)
public final class ActivityWait implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(ActivityWait.class.getName());

    /** Guarded by this, as what is awaited: the two are saved together, so that after a restart no line is missing. */
    private ActivityLog log = new ActivityLog();

    private WaitState awaited;

    private transient ActiveWait waiting;
    private transient boolean isStopped;

    public ActivityWait(WaitState awaited) {
        this.awaited = awaited;
    }

    /** Who wants to know of the end. It is told by a thread that must not be held up for long. */
    public interface Ended {
        void ended(Outcome outcome);

        /** Whether this is not so any more, though the build goes on. */
        boolean isGone();

        /** It cannot be known what becomes of the activities; the message is for users. */
        void failed(IOException why);
    }

    /** Begins, or goes on after a restart of the controller; returns at once. */
    public synchronized void start(BuildContext build, Run<?, ?> run, Ended ended) {
        if (isStopped) {
            return;
        }
        waiting = WebPaasRuntime.poller().await(awaited(), new WaitListener() {
            @Override
            public ApiToken token() throws IOException {
                try {
                    return build.token();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException(e.getMessage());
                }
            }

            @Override
            public void activityFound(Activity activity) {
                String name = activity.environment() == null
                        ? Messages.Log_activity(activity.id(), activity.type())
                        : Messages.Log_activityOf(activity.id(), activity.type(), activity.environment());
                build.say(activity.isFinal() ? Messages.Log_hasEnded(name) : Messages.Log_waitingFor(name));
            }

            @Override
            public void logAdded(Activity activity, String text, WaitState next) {
                keep(printed(build, activity, text), next);
            }

            @Override
            public void say(String sentences) {
                build.say(sentences);
            }

            @Override
            public boolean isGone() {
                return !run.isBuilding() || ended.isGone();
            }

            @Override
            public void ended(Outcome outcome) {
                finish(build, run, ActivityResult.of(outcome));
                keep(new ActivityLog(), awaited().after(outcome));
                ended.ended(outcome);
            }

            @Override
            public void failed(IOException why) {
                finish(build, run, List.of());
                ended.failed(why);
            }
        });
    }

    private synchronized void keep(ActivityLog printed, WaitState next) {
        log = printed;
        awaited = next;
    }

    private synchronized ActivityLog log() {
        return log;
    }

    private synchronized WaitState awaited() {
        return awaited;
    }

    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }

    /** Without a lock: a log may be slow, and saving a build does not wait for its log. */
    private ActivityLog printed(BuildContext build, Activity activity, String text) {
        try {
            return log().print(activity.id(), activity.type(), text, build.log());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The log of an activity cannot be written to that of the build", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return log();
    }

    private void finish(BuildContext build, Run<?, ?> run, List<ActivityResult> activities) {
        try {
            log().finish(build.log());
            activities.forEach(activity -> build.say(Messages.Log_result(
                    activity.getId(),
                    activity.getType(),
                    activity.getResult() == null ? activity.getState() : activity.getResult())));
            ActivitiesAction.update(run, activities);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The end of a log cannot be written to that of the build", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hears nothing more from now on; the activities go on. */
    public synchronized void stop() {
        isStopped = true;
        if (waiting != null) {
            waiting.stop();
        }
    }

    /** Asks the service to end the activities, or says that they go on. Blocks while the service answers. */
    public void abandon(BuildContext build, boolean cancel) {
        WaitState left = awaited();
        for (WaitState.ActivityState activity : left.activities()) {
            build.say("Activity " + activity.id() + " of project '" + left.project() + "' "
                    + (cancel ? cancel(build, left.project(), activity.id()) : "goes on"));
        }
    }

    private static String cancel(BuildContext build, String project, String id) {
        try {
            Activities activities =
                    WebPaasRuntime.client().withoutRetries(build.token()).activities();
            return switch (activities.cancel(project, id)) {
                case ACCEPTED -> "is cancelled";
                case TOO_LATE -> "has ended already, or is about to";
                case IMPOSSIBLE ->
                    "goes on: the service does not cancel activities of its kind, or not for this account";
            };
        } catch (IOException e) {
            return "may go on: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "may go on";
        }
    }
}
