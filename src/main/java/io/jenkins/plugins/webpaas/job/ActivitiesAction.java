package io.jenkins.plugins.webpaas.job;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Shows the activities that a build started or waited for, in their last known state, on the build's page and in its REST API. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ActivitiesAction extends InvisibleAction implements RunAction2 {
    private static final Logger LOGGER = Logger.getLogger(ActivitiesAction.class.getName());

    private final Map<String, ActivityResult> activities = new LinkedHashMap<>();

    /** The ids of the activities whose end the build log has reported; null in a build of an earlier version. */
    private Set<String> reported;

    private transient Run<?, ?> run;

    /** Updates the state of activities and saves the build. A failure to save is logged. */
    public static void update(Run<?, ?> run, List<ActivityResult> activities) {
        update(run, activities, Set.of());
    }

    /** @param reported ids of those whose end the build log has reported */
    static void update(Run<?, ?> run, List<ActivityResult> activities, Set<String> reported) {
        if (activities.isEmpty()) {
            return;
        }
        synchronized (run) { // Run.save() locks the run too, and another branch may be saving it
            ActivitiesAction action = run.getAction(ActivitiesAction.class);
            if (action == null) {
                action = new ActivitiesAction();
                run.addAction(action);
            }
            action.put(activities, reported);
        }
        try {
            run.save();
        } catch (IOException | RuntimeException e) { // for example an action of another plugin that cannot be saved
            LOGGER.log(Level.WARNING, e, () -> "The activities of " + run + " cannot be saved with it");
        }
    }

    /** Returns the id of the last backup that a build has made of an environment; empty if there is none. */
    public static Optional<String> lastBackup(Run<?, ?> run, String project, String environment) {
        ActivitiesAction action = run.getAction(ActivitiesAction.class);
        return action == null
                ? Optional.empty()
                : action.getActivities().stream()
                        .filter(activity -> "environment.backup".equals(activity.getType())
                                && "success".equals(activity.getResult())
                                && project.equals(activity.getProject())
                                && environment.equals(activity.getEnvironment()))
                        .map(ActivityResult::getBackup)
                        .filter(Objects::nonNull)
                        .reduce((earlier, later) -> later);
    }

    /** Returns the ids of the activities whose end the log of a build has reported. */
    public static Set<String> reported(Run<?, ?> run) {
        ActivitiesAction action = run.getAction(ActivitiesAction.class);
        return action == null ? Set.of() : action.reported();
    }

    private synchronized Set<String> reported() {
        return reported == null ? Set.of() : Set.copyOf(reported);
    }

    private synchronized void put(List<ActivityResult> updates, Set<String> reportedIds) {
        updates.forEach(activity -> activities.put(activity.getId(), activity));
        reported = reported == null ? new TreeSet<>() : reported;
        reported.addAll(reportedIds);
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    /** Returns the Jenkins symbol for the status of an activity. */
    public String symbol(ActivityResult activity) {
        return status(activity).symbol;
    }

    /** Returns the status of an activity in the reader's language. */
    public String words(ActivityResult activity) {
        return status(activity).words.get();
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

    /** Returns the status of an activity. An activity that outlives its build is not followed any more. */
    private Status status(ActivityResult activity) {
        if (!activity.isFinal()) {
            return run != null && !run.isBuilding() ? Status.NOT_WAITED_FOR : Status.RUNNING;
        }
        if ("cancelled".equals(activity.getState())) {
            return Status.CANCELLED;
        }
        if (activity.getResult() == null) {
            return Status.UNKNOWN;
        }
        if (!"success".equals(activity.getResult())) {
            return Status.FAILURE;
        }
        return activity.isCommandFailed() ? Status.UNSTABLE : Status.SUCCESS;
    }

    private enum Status {
        RUNNING("symbol-status-blue-anime", Messages::Activity_running),
        NOT_WAITED_FOR("symbol-status-disabled", Messages::Activity_notWaitedFor),
        SUCCESS("symbol-status-blue", Messages::Activity_success),
        UNSTABLE("symbol-status-yellow", Messages::Activity_unstable),
        FAILURE("symbol-status-red", Messages::Activity_failure),
        UNKNOWN("symbol-status-red", Messages::Activity_unknown),
        CANCELLED("symbol-status-aborted", Messages::Activity_cancelled);

        private final String symbol;
        private final Supplier<String> words;

        Status(String symbol, Supplier<String> words) {
            this.symbol = symbol;
            this.words = words;
        }
    }

    @Exported
    public synchronized List<ActivityResult> getActivities() {
        return List.copyOf(activities.values());
    }
}
