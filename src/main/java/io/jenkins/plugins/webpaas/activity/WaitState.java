package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The activities that a waiter waits for: plain data, which the waiter saves and goes on from after a restart. */
public final class WaitState implements Serializable {
    private static final long serialVersionUID = 1;

    private final String project;
    private final List<TrackedActivityState> activities;
    private final ActivityBookmark since;
    private final Instant deadline;

    public WaitState(String project, List<TrackedActivityState> activities, ActivityBookmark since, Instant deadline) {
        this.project = project;
        this.activities = List.copyOf(activities);
        this.since = since;
        this.deadline = deadline;
    }

    /** Id of the project. */
    public String project() {
        return project;
    }

    /** The activities of this project that are waited for. */
    public List<TrackedActivityState> activities() {
        return activities;
    }

    /** The point since which all that the account started is waited for as well; null for the activities alone. */
    public ActivityBookmark since() {
        return since;
    }

    /**
     * The end of the wait by this machine's clock; null for as long as the activities take. If that is near or past, the wait
     * has 10 s all the same.
     */
    public Instant deadline() {
        return deadline;
    }

    /** Activities that an operation has just started. Those of integrations beside it are left out (protocol section 7). */
    public static WaitState of(String project, List<Activity> activities) {
        List<Activity> own = activities.stream()
                .filter(activity -> !activity.isIntegration())
                .toList();
        return new WaitState(
                project,
                (own.isEmpty() ? activities : own)
                        .stream().map(TrackedActivityState::of).toList(),
                null,
                null);
    }

    public static WaitState ofIds(String project, List<String> ids) {
        return new WaitState(project, ids.stream().map(TrackedActivityState::of).toList(), null, null);
    }

    public static WaitState since(ActivityBookmark mark) {
        return new WaitState(mark.project(), List.of(), mark, null);
    }

    public WaitState until(Instant deadline) {
        return new WaitState(project, activities, since, deadline);
    }

    /** The activities that may go on after this outcome, also those that it is the first to show. */
    public WaitState after(Outcome outcome) {
        Map<String, TrackedActivityState> open = new LinkedHashMap<>();
        activities.forEach(activity -> open.put(activity.id(), activity));
        for (ActivityResult result : outcome.activities()) {
            if (result.isFinal()) {
                open.remove(result.getId());
            } else {
                open.computeIfAbsent(result.getId(), TrackedActivityState::of);
            }
        }
        return new WaitState(project, List.copyOf(open.values()), since, deadline);
    }
}
