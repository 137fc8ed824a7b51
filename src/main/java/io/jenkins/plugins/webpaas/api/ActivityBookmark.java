package io.jenkins.plugins.webpaas.api;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A point in the history of an environment: its newest activities at that time. Later activities are recognised by the service's own
 * order and times, because the clocks of this machine and of a gateway may differ.
 */
public final class ActivityBookmark implements Serializable {
    private static final long serialVersionUID = 1;

    private final String project;
    private final String environment;
    private final Instant newest;
    private final Set<String> ids;

    /**
     * @param newest time of creation of the newest activity; null if there was none, or it has no time
     * @param ids ids of the newest activities
     */
    public ActivityBookmark(String project, String environment, Instant newest, Set<String> ids) {
        this.project = project;
        this.environment = environment;
        this.newest = newest;
        this.ids = Set.copyOf(ids);
    }

    /** Returns the id of the project. */
    public String project() {
        return project;
    }

    /** Returns the id of the environment. */
    public String environment() {
        return environment;
    }

    static ActivityBookmark at(String project, String environment, List<Activity> newestFirst) {
        Instant newest = newestFirst.stream()
                .map(Activity::createdAt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Set<String> ids = newestFirst.stream().map(Activity::id).collect(Collectors.toSet());
        return new ActivityBookmark(project, environment, newest, ids);
    }

    /** Tells whether an activity is later than this point. */
    boolean isBefore(Activity activity) {
        boolean isOlder = newest != null
                && activity.createdAt() != null
                && activity.createdAt().isBefore(newest);
        return !isOlder && !ids.contains(activity.id());
    }
}
