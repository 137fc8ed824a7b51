package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.LogPosition;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The activities or the deployment that a listener waits for, as a build saves them. A wait goes on from its last state after a restart. */
public final class WaitState implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{7,64}");

    private final String project;
    private final List<ActivityState> activities;
    private final ActivityBookmark since;
    private final Instant deadline;
    private final String environment;
    private final String commit;

    private WaitState(
            String project,
            List<ActivityState> activities,
            ActivityBookmark since,
            Instant deadline,
            String environment,
            String commit) {
        this.project = project;
        this.activities = List.copyOf(activities);
        this.since = since;
        this.deadline = deadline;
        this.environment = environment;
        this.commit = commit;
    }

    /** The state of one activity: its values, and the part of its log that the listener has. */
    public static final class ActivityState implements Serializable {
        private static final long serialVersionUID = 1;

        private final String id;
        private final String type;
        private final Instant createdAt;
        private final LogPosition log;

        public ActivityState(String id, String type, Instant createdAt, LogPosition log) {
            this.id = id;
            this.type = type;
            this.createdAt = createdAt;
            this.log = log;
        }

        static ActivityState of(String id) {
            return new ActivityState(id, null, null, LogPosition.START);
        }

        static ActivityState of(Activity activity) {
            return new ActivityState(activity.id(), activity.type(), activity.createdAt(), LogPosition.START);
        }

        public String id() {
            return id;
        }

        /** Returns the type; null if the activity was never read. */
        public String type() {
            return type;
        }

        /** Returns the creation time; null if the activity was never read, or has none. */
        public Instant createdAt() {
            return createdAt;
        }

        /** Returns the end of the part of the log that the listener has. */
        public LogPosition log() {
            return log;
        }
    }

    public String project() {
        return project;
    }

    public List<ActivityState> activities() {
        return activities;
    }

    /**
     * Returns the bookmark since which all that the account starts is waited for too; for a deployment, the bookmark from before this build started it. Null
     * for neither.
     */
    public ActivityBookmark since() {
        return since;
    }

    /** Returns the id or machine name of the environment whose deployment is waited for; null for none. */
    public String environment() {
        return environment;
    }

    /** Returns the id of the commit whose deployment is waited for, perhaps abbreviated; null for any commit. */
    public String commit() {
        return commit;
    }

    /** Returns the end of the wait by this machine's clock; null for none. A wait lasts at least 10 s, even if its deadline is past. */
    public Instant deadline() {
        return deadline;
    }

    /**
     * Returns the activities that an operation has just started, without those of integrations if there are others (protocol,
     * "Activities").
     */
    public static WaitState of(String project, List<Activity> activities) {
        List<Activity> own = activities.stream()
                .filter(activity -> !activity.isIntegration())
                .toList();
        return of(
                project,
                (own.isEmpty() ? activities : own)
                        .stream().map(ActivityState::of).toList(),
                null);
    }

    public static WaitState ofIds(String project, List<String> ids) {
        return of(project, ids.stream().map(ActivityState::of).toList(), null);
    }

    public static WaitState since(ActivityBookmark bookmark) {
        return of(bookmark.project(), List.of(), bookmark);
    }

    private static WaitState of(String project, List<ActivityState> activities, ActivityBookmark since) {
        return new WaitState(project, activities, since, null, null, null);
    }

    /**
     * Returns the wait for the deployment of a commit, whoever starts it. The environment need not exist yet.
     *
     * @param environment id, machine name, or {@code .} for the project's default environment
     * @param commit id of the commit, perhaps abbreviated; null for any commit
     * @param start from before this build started the deployment: the log of a later deployment is shown even if it has ended meanwhile.
     *     Null if another started it
     * @throws InvalidFieldException if no commit can have this id
     */
    public static WaitState ofDeployment(String project, String environment, String commit, ActivityBookmark start) {
        if (commit != null) {
            checkCommit(commit);
        }
        return new WaitState(project, List.of(), start, null, Objects.requireNonNull(environment), commit);
    }

    /** @throws InvalidFieldException if no commit can have this id */
    public static void checkCommit(String commit) {
        if (!COMMIT.matcher(commit).matches()) {
            throw new InvalidFieldException("commit", "commit.invalid", commit);
        }
    }

    public WaitState until(Instant deadline) {
        return new WaitState(project, activities, since, deadline, environment, commit);
    }

    WaitState with(List<ActivityState> current) {
        return new WaitState(project, current, since, deadline, environment, commit);
    }

    /** Returns the activities that may go on after an outcome, including activities that only the outcome has. */
    public WaitState after(Outcome outcome) {
        Map<String, ActivityState> open = new LinkedHashMap<>();
        activities.forEach(activity -> open.put(activity.id(), activity));
        for (Activity activity : outcome.activities()) {
            if (activity.isFinal()) {
                open.remove(activity.id());
            } else {
                open.computeIfAbsent(activity.id(), ActivityState::of);
            }
        }
        return with(List.copyOf(open.values()));
    }
}
