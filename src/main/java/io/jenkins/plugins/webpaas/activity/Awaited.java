package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.client.Activity;
import io.jenkins.plugins.webpaas.client.Mark;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The activities that a waiter waits for: plain data, which the waiter saves and goes on from after a restart. */
public final class Awaited implements Serializable {
    private static final long serialVersionUID = 1;

    private final String project;
    private final List<Followed> activities;
    private final Mark since;
    private final Instant deadline;

    public Awaited(String project, List<Followed> activities, Mark since, Instant deadline) {
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
    public List<Followed> activities() {
        return activities;
    }

    /** The point since which all that the account started is waited for as well; null for the activities alone. */
    public Mark since() {
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
    public static Awaited of(String project, List<Activity> activities) {
        List<Activity> own = activities.stream()
                .filter(activity -> !activity.isIntegration())
                .toList();
        return new Awaited(
                project,
                (own.isEmpty() ? activities : own).stream().map(Followed::of).toList(),
                null,
                null);
    }

    public static Awaited ofIds(String project, List<String> ids) {
        return new Awaited(project, ids.stream().map(Followed::of).toList(), null, null);
    }

    public static Awaited since(Mark mark) {
        return new Awaited(mark.project(), List.of(), mark, null);
    }

    public Awaited until(Instant deadline) {
        return new Awaited(project, activities, since, deadline);
    }

    /** The activities that may go on after this outcome, also those that it is the first to show. */
    public Awaited after(Outcome outcome) {
        Map<String, Followed> open = new LinkedHashMap<>();
        activities.forEach(activity -> open.put(activity.id(), activity));
        for (ActivityResult result : outcome.activities()) {
            if (result.isFinal()) {
                open.remove(result.getId());
            } else {
                open.computeIfAbsent(result.getId(), Followed::of);
            }
        }
        return new Awaited(project, List.copyOf(open.values()), since, deadline);
    }
}
