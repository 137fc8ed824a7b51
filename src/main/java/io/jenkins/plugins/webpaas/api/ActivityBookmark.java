package io.jenkins.plugins.webpaas.api;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A point in the history of an environment or a project: its newest activities at that time. Later activities are recognised by the service's own
 * order and times, because the clocks of this machine and of a gateway may differ.
 */
public final class ActivityBookmark implements Serializable {
    private static final long serialVersionUID = 1;

    private final String project;
    private final String environment;
    private final Instant newest;
    private final Set<String> ids;

    /** The ids of earlier activities that count as later. */
    private final Set<String> underWay;

    /** The ids of later activities that are left out. */
    private final Set<String> leftOut;

    /**
     * @param environment null for the history of the whole project
     * @param newest time of creation of the newest activity; null if there was none, or it has no time
     * @param ids ids of the newest activities
     */
    public ActivityBookmark(
            String project,
            String environment,
            Instant newest,
            Set<String> ids,
            Set<String> underWay,
            Set<String> leftOut) {
        this.project = project;
        this.environment = environment;
        this.newest = newest;
        this.ids = Set.copyOf(ids);
        this.underWay = Set.copyOf(underWay);
        this.leftOut = Set.copyOf(leftOut);
    }

    public String project() {
        return project;
    }

    /** Returns the id of the environment; null if the bookmark is in the history of the whole project. */
    public String environment() {
        return environment;
    }

    /** Returns the time of creation of the newest activity; null if there was none, or it has no time. */
    Instant newest() {
        return newest;
    }

    Set<String> ids() {
        return ids;
    }

    /** Returns the words for users that name the environment or the project. */
    public String place() {
        return environment == null ? "project '" + project + "'" : "environment '" + environment + "'";
    }

    /** Returns the same point, but the pushes that have not ended yet count as later. */
    ActivityBookmark beforePushes(List<Activity> newestFirst) {
        Set<String> pushes = newestFirst.stream()
                .filter(activity -> "environment.push".equals(activity.type()) && !activity.isFinal())
                .map(Activity::id)
                .collect(Collectors.toSet());
        return new ActivityBookmark(project, environment, newest, ids, pushes, leftOut);
    }

    /** Returns the same point for a list of later activities that leaves some out. */
    public ActivityBookmark leavingOut(Set<String> activityIds) {
        return new ActivityBookmark(project, environment, newest, ids, underWay, activityIds);
    }

    public Set<String> leftOut() {
        return leftOut;
    }

    Set<String> underWay() {
        return underWay;
    }

    /** Returns the beginning of the history of an environment that does not exist yet. */
    public static ActivityBookmark beforeAll(String project, String environment) {
        return at(project, environment, List.of());
    }

    static ActivityBookmark at(String project, String environment, List<Activity> newestFirst) {
        Instant newest = newestFirst.stream()
                .map(Activity::createdAt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Set<String> ids = newestFirst.stream().map(Activity::id).collect(Collectors.toSet());
        return new ActivityBookmark(project, environment, newest, ids, Set.of(), Set.of());
    }

    /** Tells whether an activity is later than this point. */
    public boolean isBefore(Activity activity) {
        boolean isOlder = newest != null
                && activity.createdAt() != null
                && activity.createdAt().isBefore(newest);
        return underWay.contains(activity.id()) || !isOlder && !ids.contains(activity.id());
    }
}
