package io.jenkins.plugins.webpaas.job;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.activity.ActivityResult;
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

    private final Map<String, Line> activities = new LinkedHashMap<>();
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
        now.forEach(activity -> activities.put(activity.getId(), new Line(activity)));
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
    public String symbol(Line activity) {
        return standing(activity).symbol;
    }

    /** The same in words, in the reader's language. */
    public String words(Line activity) {
        return standing(activity).words.get();
    }

    /** Nothing is known any more of an activity that goes on when its build is over. */
    private Standing standing(Line activity) {
        if (!activity.isFinal) {
            return run != null && !run.isBuilding() ? Standing.NOT_WAITED_FOR : Standing.RUNNING;
        }
        if ("cancelled".equals(activity.state)) {
            return Standing.CANCELLED;
        }
        if (activity.result == null) {
            return Standing.UNKNOWN;
        }
        if (!"success".equals(activity.result)) {
            return Standing.FAILURE;
        }
        return activity.isCommandFailed ? Standing.UNSTABLE : Standing.SUCCESS;
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
    public synchronized List<Line> getActivities() {
        return List.copyOf(activities.values());
    }

    /** One of them, in types that Jenkins saves. */
    @ExportedBean
    public static final class Line {
        private final String id;
        private final String project;
        private final String environment;
        private final String type;
        private final String state;
        private final String result;
        private final boolean isFinal;
        private final boolean isCommandFailed;
        private final String startedAt;
        private final Long duration;
        private final String backup;
        private final String url;

        private Line(ActivityResult activity) {
            id = activity.getId();
            project = activity.getProject();
            environment = activity.getEnvironment();
            type = activity.getType();
            state = activity.getState();
            result = activity.getResult();
            isFinal = activity.isFinal();
            isCommandFailed = activity.isCommandFailed();
            startedAt = activity.getStartedAt() == null
                    ? null
                    : activity.getStartedAt().toString();
            duration = activity.getDuration();
            backup = activity.getBackup();
            url = activity.getUrl();
        }

        @Exported
        public String getId() {
            return id;
        }

        @Exported
        public String getProject() {
            return project;
        }

        @Exported
        public String getEnvironment() {
            return environment;
        }

        @Exported
        public String getType() {
            return type;
        }

        @Exported
        public String getState() {
            return state;
        }

        @Exported
        public String getResult() {
            return result;
        }

        /** ISO 8601; null before it ran. */
        @Exported
        public String getStartedAt() {
            return startedAt;
        }

        /** In milliseconds; null before its end. */
        @Exported
        public Long getDuration() {
            return duration;
        }

        @Exported
        public String getBackup() {
            return backup;
        }

        @Exported
        public String getUrl() {
            return url;
        }

        /** For people, such as {@code 1 min 5 s}; empty before its end. */
        public String getDurationText() {
            if (duration == null) {
                return "";
            }
            Duration time = Duration.ofMillis(duration);
            return time.toMinutes() == 0
                    ? time.toSeconds() + " s"
                    : time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
    }
}
