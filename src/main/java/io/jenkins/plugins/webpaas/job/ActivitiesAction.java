package io.jenkins.plugins.webpaas.job;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The activities that a build started or waited for, as they were last seen: on its page, and in its REST API. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ActivitiesAction extends InvisibleAction implements RunAction2 {
    private static final Logger LOGGER = Logger.getLogger(ActivitiesAction.class.getName());

    private final Map<String, ActivityResult> activities = new LinkedHashMap<>();
    private transient Run<?, ?> run;

    /** Notes how activities are now, and saves that with the build; if that fails, the activities go on all the same. */
    static void update(Run<?, ?> run, List<ActivityResult> activities) {
        if (activities.isEmpty()) {
            return;
        }
        synchronized (run) { // which is what saves it, perhaps for another branch at this moment
            ActivitiesAction action = run.getAction(ActivitiesAction.class);
            if (action == null) {
                action = new ActivitiesAction();
                run.addAction(action);
            }
            action.put(activities);
        }
        try {
            run.save();
        } catch (IOException | RuntimeException e) { // another plugin's action, say, that cannot be saved
            LOGGER.log(Level.WARNING, e, () -> "The activities of " + run + " cannot be saved with it");
        }
    }

    private synchronized void put(List<ActivityResult> now) {
        now.forEach(activity -> activities.put(activity.getId(), activity));
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    /** A symbol of Jenkins' for how an activity stands. */
    public String symbol(ActivityResult activity) {
        return standing(activity).symbol;
    }

    /** The same in words, in the reader's language. */
    public String words(ActivityResult activity) {
        return standing(activity).words.get();
    }

    /** Returns how long an activity took, such as {@code 1 min 5 s}; empty before its end. */
    public String duration(ActivityResult activity) {
        if (activity.getDuration() == null) {
            return "";
        }
        Duration time = Duration.ofMillis(activity.getDuration());
        return time.toMinutes() == 0
                ? time.toSeconds() + " s"
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    /** Nothing is known any more of an activity that goes on when its build is over. */
    private Standing standing(ActivityResult activity) {
        if (!activity.isFinal()) {
            return run != null && !run.isBuilding() ? Standing.NOT_WAITED_FOR : Standing.RUNNING;
        }
        if ("cancelled".equals(activity.getState())) {
            return Standing.CANCELLED;
        }
        if (activity.getResult() == null) {
            return Standing.UNKNOWN;
        }
        if (!"success".equals(activity.getResult())) {
            return Standing.FAILURE;
        }
        return activity.isCommandFailed() ? Standing.UNSTABLE : Standing.SUCCESS;
    }

    /** The standing of an activity, for people. */
    private enum Standing {
        RUNNING("symbol-status-blue-anime", Messages::Activity_running),
        NOT_WAITED_FOR("symbol-status-disabled", Messages::Activity_notWaitedFor),
        SUCCESS("symbol-status-blue", Messages::Activity_success),
        UNSTABLE("symbol-status-yellow", Messages::Activity_unstable),
        FAILURE("symbol-status-red", Messages::Activity_failure),
        UNKNOWN("symbol-status-red", Messages::Activity_unknown),
        CANCELLED("symbol-status-aborted", Messages::Activity_cancelled);

        private final String symbol;
        private final Supplier<String> words;

        Standing(String symbol, Supplier<String> words) {
            this.symbol = symbol;
            this.words = words;
        }
    }

    @Exported
    public synchronized List<ActivityResult> getActivities() {
        return List.copyOf(activities.values());
    }
}
