package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Request;
import io.jenkins.plugins.webpaas.standin.RequestGate;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Kills a controller (SIGKILL) in each part of a deletion, and starts it again. The stand-in runs in this JVM. */
class DeletionCrashTest {
    private static final String DEACTIVATION = "environment.deactivate";
    private static final String DELETION = "environment.delete";

    /** The plugin looks for a requested operation for two minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The projects, by what has happened when the controller is killed. The answers to two requests do not arrive. */
    private static final List<String> PROJECTS =
            List.of("deactivating", "deactivated", "between", "deleting", "deleted");

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().javaOptions("-Xmx700m");

    private final StandIn standIn = StandIn.start();
    private final RequestGate hold = new RequestGate();
    private final RequestGate holdDeletion = new RequestGate();

    @AfterEach
    void stop() {
        hold.release();
        holdDeletion.release();
        standIn.close();
    }

    @Test
    void eachPartIsStartedOnce() throws Throwable {
        List<StandInProject> projects = PROJECTS.stream().map(this::project).toList();
        StandInProject deactivating = projects.get(0);
        StandInProject deactivated = projects.get(1);
        StandInProject between = projects.get(2);
        StandInProject deleting = projects.get(3);
        StandInProject deleted = projects.get(4);
        standIn.world().play(null);
        standIn.faults().add(Endpoint.DEACTIVATE, Fault.held(hold).when(request -> isOf(deactivating, request)));
        standIn.faults()
                .add(Endpoint.ENVIRONMENT_DELETE, Fault.held(holdDeletion).when(request -> isOf(deleting, request)));
        controller.startJenkins();
        controller.runRemotely(DeletionCrashTest::configure, standIn.apiUrl(), standIn.sshDomain());
        for (StandInProject project : List.of(deactivated, between, deleting, deleted)) {
            controller.runRemotely(DeletionCrashTest::begin, project.id());
        }
        StandInActivity waitedFor = activity(deactivated, DEACTIVATION);
        StandInActivity endsMeanwhile = activity(between, DEACTIVATION);
        complete(activity(deleted, DEACTIVATION));
        StandInActivity deletion = activity(deleted, DELETION);
        // The held requests are last, because a client waits for an answer for a limited time.
        complete(activity(deleting, DEACTIVATION));
        controller.runRemotely(DeletionCrashTest::begin, deactivating.id());
        hold.await();
        holdDeletion.await();

        controller.stopJenkinsForcibly();
        standIn.faults().clear();
        complete(endsMeanwhile);
        controller.startJenkins();
        complete(waitedFor);
        complete(deletion);
        awaitLog(deactivating, "Started the deactivation of environment 'pr-12': activity ");
        complete(activity(deactivating, DEACTIVATION));
        awaitLog(deleting, "Started the deletion of environment 'pr-12': activity ");
        complete(activity(deleting, DELETION));
        for (StandInProject project : List.of(deactivated, between, deactivating)) {
            complete(activity(project, DELETION));
        }

        controller.runRemotely(DeletionCrashTest::assertSuccess);
        assertThat(standIn.requests().count(Endpoint.DEACTIVATE)).isEqualTo(PROJECTS.size());
        assertThat(standIn.requests().count(Endpoint.ENVIRONMENT_DELETE)).isEqualTo(PROJECTS.size());
        assertThat(projects).allSatisfy(project -> assertThat(project.environments())
                .extracting(StandInEnvironment::id)
                .containsExactly("main"));
    }

    private static boolean isOf(StandInProject project, Request request) {
        return request.path().contains("/" + project.id() + "/");
    }

    private void awaitLog(StandInProject project, String text) {
        Path log = controller.getHome().toPath().resolve("jobs/" + project.id() + "/builds/1/log");
        await().atMost(PATIENCE).until(() -> Files.readString(log).contains(text));
    }

    private StandInProject project(String id) {
        StandInProject project = standIn.world().addProject(id, "Shop");
        project.addEnvironment("main", "production", "active");
        project.addEnvironment("pr-12", "development", "active");
        standIn.world().account("deploy-bot").role(id, Role.ADMIN);
        return project;
    }

    private static StandInActivity activity(StandInProject project, String type) {
        await().atMost(PATIENCE).until(() -> project.activities().stream()
                .anyMatch(activity -> activity.type().equals(type)));
        return project.activities().stream()
                .filter(activity -> activity.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static void complete(StandInActivity activity) {
        activity.start().complete(io.jenkins.plugins.webpaas.standin.Result.SUCCESS);
    }

    private static void configure(JenkinsRule jenkins, URI api, String sshDomain) throws Exception {
        StandInJenkins.configure(api, sshDomain, "");
    }

    private static void begin(JenkinsRule jenkins, String project) throws Exception {
        WorkflowJob job = PipelineJobs.job(
                jenkins, "webPaasDelete credentialsId: 'deploy-bot', project: '" + project + "', environment: 'pr-12'");
        job.renameTo(project);
        job.scheduleBuild2(0);
    }

    private static void assertSuccess(JenkinsRule jenkins) throws Exception {
        for (WorkflowJob job : jenkins.jenkins.getAllItems(WorkflowJob.class)) {
            WorkflowRun build = job.getBuildByNumber(1);
            await().atMost(PATIENCE).until(() -> !build.isBuilding());
            jenkins.assertBuildStatus(Result.SUCCESS, build);
        }
    }
}
