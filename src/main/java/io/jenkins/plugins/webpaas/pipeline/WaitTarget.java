package io.jenkins.plugins.webpaas.pipeline;

import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.job.ActivityResult;
import io.jenkins.plugins.webpaas.job.OperationResult;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What {@code webPaasWait} waits for. */
final class WaitTarget implements Serializable {
    private static final long serialVersionUID = 1;

    private final String project;
    private final String environment;
    private final WaitState awaited;

    private WaitTarget(String project, String environment, WaitState awaited) {
        this.project = project;
        this.environment = environment;
        this.awaited = awaited;
    }

    String project() {
        return project;
    }

    /** Id of the environment; null if it is not known. */
    String environment() {
        return environment;
    }

    /** Null if there is nothing to wait for. */
    WaitState awaited() {
        return awaited;
    }

    /**
     * @param project that the step is for; that of the block, or it cannot be
     * @throws IllegalArgumentException if there is no block, or its environment's history is not known
     */
    static WaitTarget since(WebPaasBlock block, String project) {
        if (block == null || block.target().environment() == null) {
            throw new IllegalArgumentException("activities: is missing. Name what to wait for, or put this step into a"
                    + " withWebPaas block that names an environment");
        }
        if (!block.target().project().equals(project)) {
            throw new IllegalArgumentException(
                    "project: is '" + project + "', but without activities the step waits for"
                            + " those of the block's project. Name what to wait for, or leave project out");
        }
        if (block.mark() == null) {
            throw new IllegalArgumentException("activities: is missing, and the environment's history could not be read"
                    + " when the block began. Name what to wait for");
        }
        return new WaitTarget(block.mark().project(), block.mark().environment(), WaitState.since(block.mark()));
    }

    /**
     * @param activities results of steps, ids, and collections of such
     * @throws IllegalArgumentException naming what cannot be waited for
     */
    static WaitTarget of(Object activities, Target target) {
        Set<String> projects = new LinkedHashSet<>();
        Set<String> environments = new LinkedHashSet<>();
        List<String> ids = new ArrayList<>();
        collect(activities, target, projects, environments, ids);
        if (projects.size() > 1) {
            throw new IllegalArgumentException("activities: are of the projects " + String.join(", ", projects)
                    + ". Wait for those of one project at a time");
        }
        String project =
                projects.isEmpty() ? target.project() : projects.iterator().next();
        return new WaitTarget(
                project,
                environments.size() == 1 ? environments.iterator().next() : null,
                ids.isEmpty() ? null : WaitState.ofIds(project, List.copyOf(new LinkedHashSet<>(ids))));
    }

    private static void collect(
            Object wanted, Target target, Set<String> projects, Set<String> environments, List<String> ids) {
        if (wanted instanceof Iterable<?> several) {
            several.forEach(one -> collect(one, target, projects, environments, ids));
        } else if (wanted instanceof OperationResult result) {
            projects.add(result.getProject());
            environments.add(result.getEnvironment());
            result.getActivities().stream().map(ActivityResult::getId).forEach(ids::add);
        } else if (wanted instanceof ActivityResult activity) {
            projects.add(activity.getProject());
            environments.add(activity.getEnvironment());
            ids.add(activity.getId());
        } else if (wanted instanceof CharSequence id) {
            projects.add(project(target, id));
            ids.add(checked(id.toString()));
        } else {
            throw new IllegalArgumentException("activities: '" + wanted
                    + "' is neither what a step returned, nor the id of an activity, nor a list of such");
        }
    }

    private static String project(Target target, CharSequence id) {
        if (target.project() == null) {
            throw new IllegalArgumentException("project: is missing; activity '" + id + "' needs one");
        }
        return target.project();
    }

    private static String checked(String id) {
        checkId(id);
        return id;
    }

    /** @throws InvalidFieldException if this cannot be the id of an activity */
    static void checkId(String id) {
        if (!id.matches("[A-Za-z0-9_-]+")) {
            throw new InvalidFieldException("activities", "activities.invalid", id);
        }
    }
}
