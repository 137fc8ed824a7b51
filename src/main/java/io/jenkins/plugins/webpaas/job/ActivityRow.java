package io.jenkins.plugins.webpaas.job;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** An activity in the list on a build's page, in the reader's language. */
@Restricted(NoExternalUse.class)
public final class ActivityRow {
    private static final int COMMIT_DIGITS = 7;

    private static final Map<String, Supplier<String>> TITLES = Map.ofEntries(
            Map.entry("environment.activate", Messages::Title_activate),
            Map.entry("environment.backup", Messages::Title_backup),
            Map.entry("environment.branch", Messages::Title_branch),
            Map.entry("environment.deactivate", Messages::Title_deactivate),
            Map.entry("environment.delete", Messages::Title_delete),
            Map.entry("environment.deploy", Messages::Title_deploy),
            Map.entry("environment.initialize", Messages::Title_initialize),
            Map.entry("environment.merge", Messages::Title_merge),
            Map.entry("environment.operation", Messages::Title_operation),
            Map.entry("environment.pause", Messages::Title_pause),
            Map.entry("environment.push", Messages::Title_push),
            Map.entry("environment.redeploy", Messages::Title_redeploy),
            Map.entry("environment.restore", Messages::Title_restore),
            Map.entry("environment.resume", Messages::Title_resume),
            Map.entry("environment.source-operation", Messages::Title_sourceOperation),
            Map.entry("environment.synchronize", Messages::Title_synchronize));

    private final ActivityResult activity;
    private final String operation;
    private final Status status;

    /**
     * @param operation the name of the source or runtime operation; null if it is not known
     * @param isBuilding whether the build of the activity still runs
     */
    ActivityRow(ActivityResult activity, String operation, boolean isBuilding) {
        this.activity = activity;
        this.operation = operation;
        status = Status.of(activity, isBuilding);
    }

    /** Returns what the activity does, such as <em>Deployment of 3f2a9c1</em>. */
    public String getTitle() {
        String type = activity.getType();
        if ("environment.push".equals(type) && activity.getCommit() != null) {
            String commit = activity.getCommit();
            return Messages.Title_pushOf(commit.substring(0, Math.min(COMMIT_DIGITS, commit.length())));
        }
        if (operation != null && "environment.source-operation".equals(type)) {
            return Messages.Title_sourceOperationOf(operation);
        }
        if (operation != null && "environment.operation".equals(type)) {
            return Messages.Title_operationOf(operation);
        }
        Supplier<String> title = type == null ? null : TITLES.get(type);
        return title == null ? type : title.get();
    }

    public String getSymbol() {
        return status.symbol;
    }

    public String getStatus() {
        return status.words.get();
    }

    /** Returns how long the activity took, such as {@code 1 min 5 s}; null before its end. */
    public String getDuration() {
        if (activity.getDuration() == null) {
            return null;
        }
        Duration time = Duration.ofMillis(activity.getDuration());
        return time.toMinutes() == 0
                ? time.toSeconds() + " s"
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    public String getId() {
        return activity.getId();
    }

    private enum Status {
        RUNNING("symbol-status-nobuilt-anime", Messages::Activity_running),
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

        /** An activity that outlives its build is not followed any more. */
        private static Status of(ActivityResult activity, boolean isBuilding) {
            if (!activity.isFinal()) {
                return isBuilding ? RUNNING : NOT_WAITED_FOR;
            }
            if ("cancelled".equals(activity.getState())) {
                return CANCELLED;
            }
            if (activity.getResult() == null) {
                return UNKNOWN;
            }
            if (!"success".equals(activity.getResult())) {
                return FAILURE;
            }
            return activity.isCommandFailed() ? UNSTABLE : SUCCESS;
        }
    }
}
