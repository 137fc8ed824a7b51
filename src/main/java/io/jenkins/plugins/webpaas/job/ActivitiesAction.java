package io.jenkins.plugins.webpaas.job;

import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.api.Activities;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * Shows the activities that a build started or waited for, in their last known state, on the build's page and in its REST API. Shows the environments that the
 * build has deployed on the page of its job.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ActivitiesAction extends InvisibleAction implements RunAction2, SimpleBuildStep.LastBuildAction {
    private static final Logger LOGGER = Logger.getLogger(ActivitiesAction.class.getName());

    private final Map<String, ActivityResult> activities = new LinkedHashMap<>();

    /** The ids of the activities whose end the build log has reported. */
    private final Set<String> reported = new TreeSet<>();

    /** The names of source and runtime operations by the ids of their activities. */
    private final Map<String, String> operations = new LinkedHashMap<>();

    /** The environments of the activities by project and environment. */
    private final Map<String, EnvironmentState> environments = new LinkedHashMap<>();

    private transient Run<?, ?> run;

    /**
     * Adds the activities of an operation that a build has started, and saves the build. A failure to save is logged.
     *
     * @param operation the name of a source or runtime operation; null for another operation
     */
    public static void start(Run<?, ?> run, List<ActivityResult> activities, String operation) {
        put(run, activities, action -> action.put(activities, operation));
    }

    /**
     * Updates the state of activities and saves the build. A failure to save is logged.
     *
     * @param reported ids of those whose end the build log has reported
     */
    static void update(Run<?, ?> run, List<ActivityResult> activities, Set<String> reported) {
        put(run, activities, action -> action.put(activities, reported));
    }

    private static void put(Run<?, ?> run, List<ActivityResult> activities, Consumer<ActivitiesAction> change) {
        if (!activities.isEmpty()) {
            change(run, change);
        }
    }

    private static void change(Run<?, ?> run, Consumer<ActivitiesAction> change) {
        synchronized (run) { // Run.save() locks the run too, and another branch may be saving it
            ActivitiesAction action = run.getAction(ActivitiesAction.class);
            if (action == null) {
                action = new ActivitiesAction();
                run.addAction(action);
            }
            change.accept(action);
        }
        try {
            run.save();
        } catch (IOException | RuntimeException e) { // for example an action of another plugin that cannot be saved
            LOGGER.log(Level.WARNING, e, () -> "The activities of " + run + " cannot be saved with it");
        }
    }

    /**
     * Reads the environments of activities that a build has, as far as they are not known, and blocks meanwhile. A failure is logged: the page then has ids
     * alone.
     */
    public static void describe(Run<?, ?> run, ApiToken token, List<ActivityResult> activities) {
        WebPaasApi api = WebPaasRuntime.client().as(token).withoutRetries();
        ActivitiesAction action = run.getAction(ActivitiesAction.class);
        for (ActivityResult activity : activities) {
            try {
                if (activity.getProject() != null && action.environment(activity) == null) {
                    EnvironmentState read = EnvironmentState.read(
                            api, token.service(), activity.getProject(), activity.getEnvironment());
                    change(run, changed -> changed.put(read));
                }
            } catch (IOException e) {
                LOGGER.log(Level.FINE, e, () -> "The environment of " + activity + " cannot be read");
            }
        }
    }

    /**
     * Updates the address of an environment if a build shows the environment.
     *
     * @param url null if the environment has no site any more
     */
    public static void updateUrl(Run<?, ?> run, String project, String environment, String url) {
        ActivitiesAction action = run.getAction(ActivitiesAction.class);
        EnvironmentState known = action == null ? null : action.environment(project, environment);
        if (known != null && !Objects.equals(known.getUrl(), url)) {
            change(run, changed -> changed.put(known.withUrl(url)));
        }
    }

    /** Returns the id of the last backup that a build has made of an environment; empty if there is none. */
    public static Optional<String> lastBackup(Run<?, ?> run, String project, String environment) {
        return run.getActions(ActivitiesAction.class).stream()
                .flatMap(action -> action.getActivities().stream())
                .filter(activity -> "environment.backup".equals(activity.getType())
                        && "success".equals(activity.getResult())
                        && project.equals(activity.getProject())
                        && environment.equals(activity.getEnvironment()))
                .map(ActivityResult::getBackup)
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later);
    }

    /** Returns the ids of the activities whose end the log of a build has reported. */
    public static Set<String> reported(Run<?, ?> run) {
        ActivitiesAction action = run.getAction(ActivitiesAction.class);
        return action == null ? Set.of() : action.reported();
    }

    private synchronized Set<String> reported() {
        return Set.copyOf(reported);
    }

    private synchronized void put(List<ActivityResult> updates, Set<String> reportedIds) {
        updates.forEach(activity -> activities.put(activity.getId(), activity));
        reported.addAll(reportedIds);
    }

    private synchronized void put(List<ActivityResult> started, String operation) {
        put(started, Set.of());
        if (operation != null) {
            started.stream()
                    .filter(activity -> !activity.isIntegration())
                    .forEach(activity -> operations.put(activity.getId(), operation));
        }
    }

    private synchronized String operation(ActivityResult activity) {
        return operations.get(activity.getId());
    }

    private synchronized void put(EnvironmentState environment) {
        environments.put(key(environment.getProject(), environment.getEnvironment()), environment);
    }

    private EnvironmentState environment(ActivityResult activity) {
        return environment(activity.getProject(), activity.getEnvironment());
    }

    /** Returns null if the environment is not known. */
    private synchronized EnvironmentState environment(String project, String environment) {
        return environments.get(key(project, environment));
    }

    private static String key(String project, String environment) {
        return environment == null ? project : project + "/" + environment;
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    /** Returns the part of the build's address where its page asks for the list anew. */
    @Override
    public String getUrlName() {
        return "webpaas-activities";
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** The activities of one environment, as the build's page lists them. */
    public record EnvironmentRows(EnvironmentState environment, List<ActivityRow> activities) {}

    public List<EnvironmentRows> getRows() {
        Map<String, EnvironmentRows> rows = new LinkedHashMap<>();
        for (ActivityResult activity : getActivities()) {
            EnvironmentState known = environment(activity);
            EnvironmentState environment =
                    known == null ? EnvironmentState.of(activity.getProject(), activity.getEnvironment()) : known;
            rows.computeIfAbsent(
                            key(activity.getProject(), activity.getEnvironment()),
                            key -> new EnvironmentRows(environment, new ArrayList<>()))
                    .activities()
                    .add(new ActivityRow(activity, operation(activity), run.isBuilding()));
        }
        return List.copyOf(rows.values());
    }

    /** Shows the environments that a job's last successful build has deployed, on the job's page. */
    public static final class DeploymentsAction extends InvisibleAction {
        private final Run<?, ?> run;
        private final List<EnvironmentState> environments;

        /** @param environments not empty; each has an address */
        DeploymentsAction(Run<?, ?> run, List<EnvironmentState> environments) {
            this.run = run;
            this.environments = environments;
        }

        public Run<?, ?> getRun() {
            return run;
        }

        public List<EnvironmentState> getEnvironments() {
            return environments;
        }
    }

    /** Returns what the page of the job shows if this build is its last successful one. */
    @Override
    public Collection<? extends Action> getProjectActions() {
        List<EnvironmentState> deployed = getEnvironments().stream()
                .filter(environment -> environment.getUrl() != null && isDeployed(environment))
                .toList();
        return deployed.isEmpty() ? List.of() : List.of(new DeploymentsAction(run, deployed));
    }

    private boolean isDeployed(EnvironmentState environment) {
        return getActivities().stream()
                .anyMatch(activity -> Activities.deploys(activity.getType())
                        && "success".equals(activity.getResult())
                        && environment.getProject().equals(activity.getProject())
                        && Objects.equals(environment.getEnvironment(), activity.getEnvironment()));
    }

    @Exported
    public synchronized List<ActivityResult> getActivities() {
        return List.copyOf(activities.values());
    }

    @Exported
    public synchronized List<EnvironmentState> getEnvironments() {
        return List.copyOf(environments.values());
    }
}
