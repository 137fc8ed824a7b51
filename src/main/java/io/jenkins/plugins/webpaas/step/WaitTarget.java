package io.jenkins.plugins.webpaas.step;

import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.job.ActivityResult;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.OperationResult;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.step.OperationStart.StartedOperation;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The activities that {@code webPaasWait} waits for. */
final class WaitTarget implements Serializable {
    private static final long serialVersionUID = 1;

    private final String project;
    private final String environment;
    private final WaitState state;

    private WaitTarget(String project, String environment, WaitState state) {
        this.project = project;
        this.environment = environment;
        this.state = state;
    }

    /** Returns the operation to wait for, which has one part. The environment of the result is null if it is not known. */
    StartedOperation started() {
        return new StartedOperation(OperationResult.of(project, environment, List.of()), state, true);
    }

    /** Tells whether the environment has other addresses after a wait with this result. */
    boolean changesAddresses(OperationResult result) {
        boolean isForDeployment = state != null && state.environment() != null;
        return isForDeployment || result.hasDeployed();
    }

    /**
     * Returns the activities that started since the login in its environment, or without one, in its project.
     *
     * @param reported ids of those whose end the build log has reported, which are left out
     * @param project of the step
     * @throws IllegalArgumentException if there is no login, if the step is for another project, or if the history is not known
     */
    static WaitTarget since(EnclosingLogin login, String project, Set<String> reported) {
        if (login == null || login.target().project() == null) {
            throw new IllegalArgumentException("activities: is missing. Name what to wait for, or log in to Web PaaS"
                    + " around this step and name the project there");
        }
        if (!login.target().project().equals(project)) {
            throw new IllegalArgumentException(
                    "project: is '" + project + "', but without activities the step waits for"
                            + " those of the login's project. Name what to wait for, or leave project out");
        }
        if (login.bookmark() == null) {
            throw new IllegalArgumentException(
                    "activities: is missing, and the history of the login's activities could not be read"
                            + " at the login. Name what to wait for");
        }
        ActivityBookmark bookmark = login.bookmark().leavingOut(reported);
        return new WaitTarget(bookmark.project(), bookmark.environment(), WaitState.since(bookmark));
    }

    /**
     * Returns the deployment of a commit in the target's environment, which need not exist yet.
     *
     * @param commit id of the commit, perhaps abbreviated; null for any commit
     */
    static WaitTarget ofDeployment(Target target, String commit) {
        target.checkEnvironment();
        return new WaitTarget(
                target.project(),
                target.environment(),
                WaitState.ofDeployment(target.project(), target.environment(), commit, null));
    }

    /**
     * Returns the activities that a script names. For the result of a push, returns the deployment of the commit, because the result of a push without a
     * wait has no activities.
     *
     * @param activities a result of a step, an id, or a collection of such
     * @throws IllegalArgumentException naming the value that is no activity
     */
    static WaitTarget of(Object activities, Target target) {
        if (activities instanceof OperationResult result && result.push() != null) {
            return new WaitTarget(
                    result.getProject(),
                    result.getEnvironment(),
                    WaitState.ofDeployment(
                            result.getProject(),
                            result.getEnvironment(),
                            result.push().id(),
                            result.push().before()));
        }
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
            Object value, Target target, Set<String> projects, Set<String> environments, List<String> ids) {
        if (value instanceof Iterable<?> several) {
            several.forEach(each -> collect(each, target, projects, environments, ids));
        } else if (value instanceof OperationResult push && push.push() != null) {
            throw new IllegalArgumentException(
                    "activities: have the result of webPaasPush among others. Wait for that result alone, with a"
                            + " step of its own");
        } else if (value instanceof OperationResult result) {
            projects.add(result.getProject());
            environments.add(result.getEnvironment());
            result.getActivities().stream().map(ActivityResult::getId).forEach(ids::add);
        } else if (value instanceof ActivityResult activity) {
            projects.add(activity.getProject());
            environments.add(activity.getEnvironment());
            ids.add(activity.getId());
        } else if (value instanceof CharSequence id) {
            projects.add(project(target, id));
            checkId(id.toString());
            ids.add(id.toString());
        } else {
            throw new IllegalArgumentException("activities: '" + value
                    + "' is neither what a step returned, nor the id of an activity, nor a list of such");
        }
    }

    private static String project(Target target, CharSequence id) {
        if (target.project() == null) {
            throw new IllegalArgumentException("project: is missing; activity '" + id + "' needs one");
        }
        return target.project();
    }

    /** @throws InvalidFieldException if the text is no id of an activity */
    static void checkId(String id) {
        if (!id.matches("[A-Za-z0-9_-]+")) {
            throw new InvalidFieldException("activities", "activities.invalid", id);
        }
    }
}
