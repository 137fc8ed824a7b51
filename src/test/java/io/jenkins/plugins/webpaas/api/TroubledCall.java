package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.session.CertificateRequests;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls of a service that {@link FaultMatrixTest} plays. */
public enum TroubledCall {
    TOKEN("token exchange", Endpoint.TOKEN, "exchange the API token", scenario -> scenario.api()
            .accessToken()),
    ME("who am I", Endpoint.ME, "find out whom the API token belongs to", scenario -> scenario.api()
            .me()),
    PROJECTS("projects", Endpoint.EXTENDED_ACCESS, "list the projects", scenario -> scenario.api()
            .projects()),
    PROJECT_REFERENCES("projects' titles", Endpoint.PROJECT_REFERENCES, "list the projects", scenario -> scenario.api()
            .projects()),
    CERTIFICATE("certificate", Endpoint.CERTIFICATE, "get an SSH certificate", TroubledCall::certificate),
    PROJECT("project", Endpoint.PROJECT, "read project", scenario -> scenario.api()
            .project(StandIn.PROJECT)),
    ENVIRONMENT("environment", Endpoint.ENVIRONMENT, "read environment", scenario -> scenario.api()
            .environment(StandIn.PROJECT, TroubleScenario.ENVIRONMENT)),
    /** The list in which an environment is found by its machine name. */
    ENVIRONMENTS(
            "environments",
            Endpoint.ENVIRONMENTS,
            "(list the environments|read environment)",
            scenario -> scenario.api().environment(StandIn.PROJECT, scenario.machineName())),
    SOURCE_OPERATIONS(
            "source operations", Endpoint.SOURCE_OPERATIONS, "list the source operations", scenario -> scenario.api()
                    .operations()
                    .sourceOperations(scenario.environment())),
    BACKUP(
            "backup",
            Endpoint.BACKUP,
            "(back up environment|list the activities)",
            scenario ->
                    started(new Operation.Backup(false).start(scenario.api().operations(), scenario.environment()))),
    SOURCE_OPERATION(
            "source operation",
            Endpoint.SOURCE_OPERATION,
            "(run the source operation|list the activities|list the source operations)",
            scenario -> started(new Operation.SourceOperation("update", Map.of())
                    .start(scenario.api().operations(), scenario.environment()))),
    ACTIVATION(
            "activation",
            Endpoint.ACTIVATE,
            "(activate environment|list the activities)",
            "inactive",
            new Activation()),
    RESUMPTION("resumption", Endpoint.RESUME, "(resume environment|list the activities)", "paused", new Resumption()),
    REDEPLOYMENT(
            "redeployment",
            Endpoint.REDEPLOY,
            "(redeploy environment|list the activities)",
            "active",
            new Redeployment()),
    SYNCHRONIZATION(
            "synchronization",
            Endpoint.SYNCHRONIZE,
            "(synchronize environment|list the activities)",
            "active",
            new Synchronization(false, false, true, false)),
    MERGE("merge", Endpoint.MERGE, "(merge environment|list the activities)", "active", new Merge()),
    /** Makes a branch of another name each time. */
    BRANCH(
            "branch",
            Endpoint.BRANCH,
            "(make the branch|list the activities|read environment|list the environments)",
            scenario -> started(new Branch("pr-" + System.nanoTime(), null, null, true)
                    .start(scenario.api().operations(), scenario.environment()))),
    PAUSE("pause", Endpoint.PAUSE, "(pause environment|list the activities)", "active", new Pause()),
    RESTORATION(
            "restoration",
            Endpoint.BACKUP_RESTORE,
            "(restore backup|list the activities|read backup)",
            "active",
            new Restoration(TroubleScenario.BACKUP, null, true, true)),
    STAGED_DEPLOYMENT(
            "deployment",
            Endpoint.DEPLOY,
            "(deploy the staged changes|list the activities)",
            "active",
            new StagedDeployment(null)),
    RUNTIME_OPERATION(
            "runtime operation",
            Endpoint.RUNTIME_OPERATION,
            "(run the runtime operation|list the activities|read the deployment)",
            "active",
            new RuntimeOperation("clear-cache", null, null, List.of())),
    DEACTIVATION(
            "deactivation",
            Endpoint.DEACTIVATE,
            "(deactivate environment|list the (activities|environments)|read project)",
            "active",
            new Deactivation(false)),
    DELETION(
            "deletion",
            Endpoint.ENVIRONMENT_DELETE,
            "(delete environment|list the (activities|environments)|read project)",
            "inactive",
            new Deletion(false)),
    SITE("site", Endpoint.DEPLOYMENT, "read the deployment", scenario -> scenario.api()
            .siteUrls(scenario.environment().project(), scenario.environment().id())
            .primary()),
    ACTIVITIES("activities", Endpoint.ACTIVITIES, "list the activities", scenario -> scenario.api()
            .activities()
            .list(
                    StandIn.PROJECT,
                    Map.of(scenario.activity().id(), scenario.activity().createdAt()))
            .get(scenario.activity().id())),
    ACTIVITY("activity", Endpoint.ACTIVITY, "read activity", scenario -> scenario.api()
            .activities()
            .get(StandIn.PROJECT, scenario.activity().id())),
    LOG("log", Endpoint.LOG, "read the log", TroubledCall::log),
    CANCEL("cancel", Endpoint.CANCEL, "(cancel|read) activity", scenario -> scenario.api()
            .activities()
            .cancel(StandIn.PROJECT, scenario.activity().id()));

    private static final Set<Endpoint> OPERATIONS = Set.of(
            Endpoint.BACKUP,
            Endpoint.SOURCE_OPERATION,
            Endpoint.ACTIVATE,
            Endpoint.RESUME,
            Endpoint.REDEPLOY,
            Endpoint.RUNTIME_OPERATION,
            Endpoint.DEPLOY,
            Endpoint.BACKUP_RESTORE,
            Endpoint.PAUSE,
            Endpoint.BRANCH,
            Endpoint.MERGE,
            Endpoint.SYNCHRONIZE,
            Endpoint.DEACTIVATE,
            Endpoint.ENVIRONMENT_DELETE);

    private static final Set<Endpoint> CONCERN_TWO = Set.of(Endpoint.BRANCH, Endpoint.MERGE);

    final String title;
    final Endpoint endpoint;
    /** The words that follow "Could not", as a regular expression. */
    final String aim;

    final Call call;

    /** The status of the environment before the call. */
    final String status;

    public interface Call {
        /** Returns the answer, or null if it is only a part with which the next call continues. */
        Object run(TroubleScenario scenario) throws IOException;
    }

    TroubledCall(String title, Endpoint endpoint, String aim, String status, Operation operation) {
        this(title, endpoint, aim, status, scenario -> {
            List<Activity> activities = operation.start(scenario.api().operations(), scenario.environment());
            // Nothing is to be waited for if the environment already is as the operation leaves it.
            return activities.isEmpty() ? operation : activities.get(0);
        });
    }

    TroubledCall(String title, Endpoint endpoint, String aim, Call call) {
        this(title, endpoint, aim, "active", call);
    }

    TroubledCall(String title, Endpoint endpoint, String aim, String status, Call call) {
        this.title = title;
        this.endpoint = endpoint;
        this.aim = aim;
        this.status = status;
        this.call = call;
    }

    /** Tells whether another environment may show the activity, so that a user has to look at those of the project. */
    boolean concernsTwoEnvironments() {
        return CONCERN_TWO.contains(endpoint);
    }

    public boolean isOperation() {
        return OPERATIONS.contains(endpoint);
    }

    private static Object certificate(TroubleScenario scenario) throws IOException {
        Instant now = scenario.time().instant();
        return CertificateRequests.of(scenario.api(), SshKeyPair.generate().publicLine("x"), now);
    }

    private static Activity started(List<Activity> activities) {
        return activities.isEmpty() ? null : activities.get(0);
    }

    private static Object log(TroubleScenario scenario) throws IOException {
        LogPage page = scenario.api().activities().log(scenario.activity(), 0);
        return page.isSealed() && page.items().size() == TroubleScenario.LINES.size() ? page : null;
    }
}
