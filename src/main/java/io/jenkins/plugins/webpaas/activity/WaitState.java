package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.LogPosition;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The activities that a listener waits for, as a build saves them. A wait goes on from its last state after a restart. */
public final class WaitState implements Serializable {
    private static final long serialVersionUID = 1;

    private final String project;
    private final List<ActivityState> activities;
    private final ActivityBookmark since;
    private final Instant deadline;

    public WaitState(String project, List<ActivityState> activities, ActivityBookmark since, Instant deadline) {
        this.project = project;
        this.activities = List.copyOf(activities);
        this.since = since;
        this.deadline = deadline;
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

    /** Returns the bookmark since which all that the account starts is waited for too; null for the activities alone. */
    public ActivityBookmark since() {
        return since;
    }

    /**
     * Returns the end of the wait by this machine's clock; null for none. A wait lasts at least 10 s, even if its deadline is past.
     */
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
        return new WaitState(
                project,
                (own.isEmpty() ? activities : own)
                        .stream().map(ActivityState::of).toList(),
                null,
                null);
    }

    public static WaitState ofIds(String project, List<String> ids) {
        return new WaitState(project, ids.stream().map(ActivityState::of).toList(), null, null);
    }

    public static WaitState since(ActivityBookmark bookmark) {
        return new WaitState(bookmark.project(), List.of(), bookmark, null);
    }

    public WaitState until(Instant deadline) {
        return new WaitState(project, activities, since, deadline);
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
        return new WaitState(project, List.copyOf(open.values()), since, deadline);
    }
}
