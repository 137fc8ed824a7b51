package io.jenkins.plugins.webpaas.step;

import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuilder;
import io.jenkins.plugins.webpaas.job.ActivitiesAction;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Request;
import io.jenkins.plugins.webpaas.standin.RequestGate;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.SourceOperation;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jvnet.hudson.test.JenkinsRule;

/** A build whose controller is killed at a certain point. The build has a project of its own, whose requests are held at that point. */
final class CrashedBuild {
    private static final String BACKUP_TYPE = "environment.backup";

    /** The point of the build at which the controller is killed. */
    enum Point {
        WAITING,
        FINISHING,
        BEFORE_THE_REQUEST,
        REQUEST_SENT,
        BEGUN_NOT_ANSWERED
    }

    /** The kind of build. */
    enum Kind {
        BACKUP("webPaasBackup(TARGET)", FlowDurabilityHint.MAX_SURVIVABILITY),
        BACKUP_NO_WAIT("webPaasBackup(TARGET, noWait: true)", FlowDurabilityHint.MAX_SURVIVABILITY),
        BACKUP_FAST("webPaasBackup(TARGET)", FlowDurabilityHint.PERFORMANCE_OPTIMIZED),
        SOURCE_OPERATION("webPaasSourceOperation(TARGET, operation: 'update')", FlowDurabilityHint.MAX_SURVIVABILITY),
        WAIT(
                "webPaasWait(credentialsId: 'deploy-bot', project: 'PROJECT', activities: 'ACTIVITY')",
                FlowDurabilityHint.MAX_SURVIVABILITY),
        FREESTYLE(null, null);

        private final String step;
        private final FlowDurabilityHint durability;

        Kind(String step, FlowDurabilityHint durability) {
            this.step = step;
            this.durability = durability;
        }

        /** Tells whether Jenkins resumes such a build after a crash. */
        boolean survives() {
            return durability == FlowDurabilityHint.MAX_SURVIVABILITY;
        }

        /** Returns the result of a build that Jenkins does not resume. A freestyle build is saved only when something happens. */
        String lost(Point point) {
            if (this != FREESTYLE) {
                return "FAILURE";
            }
            return point == Point.BEFORE_THE_REQUEST ? "gone" : "ABORTED";
        }

        private Endpoint endpoint() {
            return this == SOURCE_OPERATION ? Endpoint.SOURCE_OPERATION : Endpoint.BACKUP;
        }

        private String type() {
            return this == SOURCE_OPERATION ? "environment.source-operation" : BACKUP_TYPE;
        }
    }

    /**
     * The outcome that a user finds.
     *
     * @param listed activities on the build's page
     */
    record Ending(String result, String log, int listed) implements Serializable {}

    /** @param activity to wait for */
    record Job(String name, Kind kind, String activity) implements Serializable {}

    private final Kind kind;
    private final Point point;
    private final StandIn standIn;
    private final StandInProject project;
    private final RequestGate hold = new RequestGate();

    CrashedBuild(Kind kind, Point point, StandIn standIn, String project) {
        this.kind = kind;
        this.point = point;
        this.standIn = standIn;
        this.project = standIn.world().addProject(project, "Shop");
        this.project
                .addEnvironment("main", "production", "active")
                .addSourceOperation(new SourceOperation("app", "update", "true"));
        standIn.world().account("deploy-bot").role(project, Role.ADMIN);
    }

    Kind kind() {
        return kind;
    }

    Point point() {
        return point;
    }

    /** The name of the job and id of the project. */
    String name() {
        return project.id();
    }

    List<StandInActivity> activities() {
        return project.activities().stream()
                .filter(activity -> activity.type().equals(kind.type()))
                .toList();
    }

    /** Returns the number of requests for the operation. */
    long requests() {
        return standIn.requests().of(kind.endpoint()).stream()
                .filter(this::isMine)
                .count();
    }

    /** Tells whether the controller knew the activity before the crash, or knows it at the end. */
    boolean hasBeenTold() {
        return isWaiting() || kind.survives() && point != Point.REQUEST_SENT;
    }

    /** Returns texts of the log of a resumed build. */
    List<String> expectedLog() {
        if (kind == Kind.BACKUP_NO_WAIT && point == Point.BEFORE_THE_REQUEST) {
            return List.of("Started the backup", "it is a null");
        }
        return switch (point) {
            case WAITING, FINISHING, BEFORE_THE_REQUEST -> List.of("one\n", "two\n", "it is a success");
            case REQUEST_SENT ->
                List.of(
                        "which may have begun. Looking for it",
                        "It is not known whether Jenkins did",
                        "Look at the environment's activities, in the console or at " + standIn.apiUrl() + "/projects/"
                                + project.id() + "/environments/main/activities");
            case BEGUN_NOT_ANSWERED ->
                List.of("which may have begun. Looking for it", ": activity " + activity(), "it is a success");
        };
    }

    private boolean isMine(Request request) {
        return request.path().contains("/" + project.id() + "/");
    }

    /** Prepares the stand-in before the build starts. */
    void prepare() {
        if (kind == Kind.WAIT) {
            standIn.world()
                    .begin(
                            BACKUP_TYPE,
                            project.environment("main"),
                            standIn.world().account("deploy-bot"));
        }
        Fault held = Fault.held(hold).when(this::isMine);
        switch (point) {
            case BEFORE_THE_REQUEST -> standIn.faults().add(Endpoint.ACTIVITIES, held);
            case REQUEST_SENT -> standIn.faults().add(kind.endpoint(), held.ignored());
            case BEGUN_NOT_ANSWERED -> standIn.faults().add(kind.endpoint(), held);
            case WAITING -> {}
            case FINISHING ->
                standIn.faults()
                        .add(
                                Endpoint.LOG,
                                held.when(request ->
                                        isMine(request) && activities().get(0).isFinal()));
        }
    }

    Job job() {
        return new Job(name(), kind, kind == Kind.WAIT ? activity() : "");
    }

    private String activity() {
        return activities().get(0).id();
    }

    /** Waits until the build is at its point. */
    void reach(Path home) throws Exception {
        if (isWaiting()) {
            await().until(() -> !activities().isEmpty());
            activities().get(0).start().log("one\n");
            Path log = home.resolve("jobs").resolve(name()).resolve("builds/1/log");
            await().until(() -> Files.readString(log).contains("\none\n"));
        } else {
            hold.await();
        }
    }

    private boolean isWaiting() {
        return point == Point.WAITING || point == Point.FINISHING;
    }

    /** Called just before the crash, because the wait for the end of a log is short. */
    void finish() throws InterruptedException {
        if (point == Point.FINISHING) {
            activities().get(0).log("two\n").complete(Result.SUCCESS);
            hold.await();
        }
    }

    void release() {
        hold.release();
    }

    /** Called while no controller runs. */
    void complete() {
        activities().stream().filter(activity -> !activity.isFinal()).forEach(activity -> activity.log("two\n")
                .complete(Result.SUCCESS));
    }

    /** Runs in the JVM of the controller, like the methods below. */
    static void configure(JenkinsRule jenkins, URI api, String sshDomain) throws IOException {
        StandInJenkins.configure(api, sshDomain, "");
        jenkins.jenkins.setNumExecutors(20);
    }

    static void begin(JenkinsRule jenkins, ArrayList<Job> jobs) throws Exception {
        for (Job job : jobs) {
            if (job.kind == Kind.FREESTYLE) {
                freestyle(jenkins, job).scheduleBuild2(0);
            } else {
                pipeline(jenkins, job).scheduleBuild2(0);
            }
        }
    }

    private static FreeStyleProject freestyle(JenkinsRule jenkins, Job job) throws IOException {
        FreeStyleProject project = jenkins.createFreeStyleProject(job.name);
        WebPaasBackupStep backup = new WebPaasBackupStep();
        backup.setCredentialsId(StandInJenkins.CREDENTIALS_ID);
        backup.setProject(job.name);
        backup.setEnvironment("main");
        project.getBuildersList().add(new WebPaasBuilder(backup));
        return project;
    }

    private static WorkflowJob pipeline(JenkinsRule jenkins, Job job) throws Exception {
        WorkflowJob pipeline = jenkins.createProject(WorkflowJob.class, job.name);
        String step = job.kind
                .step
                .replace("TARGET", "credentialsId: 'deploy-bot', project: 'PROJECT', environment: 'main'")
                .replace("PROJECT", job.name)
                .replace("ACTIVITY", job.activity);
        pipeline.setDefinition(new CpsFlowDefinition("echo \"it is a ${" + step + ".result}\"", true));
        pipeline.addProperty(new DurabilityHintJobProperty(job.kind.durability));
        return pipeline;
    }

    /** Runs in the JVM of the controller after the crash. */
    static Ending ending(JenkinsRule jenkins, String name) throws Throwable {
        Run<?, ?> build =
                jenkins.jenkins.getItemByFullName(name, hudson.model.Job.class).getBuildByNumber(1);
        if (build == null) {
            return new Ending("gone", "", 0);
        }
        // The plugin looks for a requested operation for two minutes.
        await().atMost(Duration.ofMinutes(3)).until(() -> !build.isBuilding());
        ActivitiesAction action = build.getAction(ActivitiesAction.class);
        return new Ending(
                String.valueOf(build.getResult()),
                JenkinsRule.getLog(build),
                action == null ? 0 : action.getActivities().size());
    }
}
