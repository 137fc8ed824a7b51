package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import java.net.URI;
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

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().javaOptions("-Xmx700m");

    private final StandIn standIn = StandIn.start();

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void eachPartIsStartedOnce() throws Throwable {
        StandInProject deactivated = project("deactivated");
        StandInProject between = project("between");
        StandInProject deleted = project("deleted");
        standIn.world().play(null);
        controller.startJenkins();
        controller.runRemotely(DeletionCrashTest::begin, standIn.apiUrl(), standIn.sshDomain());
        StandInActivity waitedFor = activity(deactivated, DEACTIVATION);
        StandInActivity endsMeanwhile = activity(between, DEACTIVATION);
        complete(activity(deleted, DEACTIVATION));
        StandInActivity deletion = activity(deleted, DELETION);

        controller.stopJenkinsForcibly();
        complete(endsMeanwhile);
        controller.startJenkins();
        complete(waitedFor);
        complete(deletion);
        complete(activity(deactivated, DELETION));
        complete(activity(between, DELETION));

        controller.runRemotely(DeletionCrashTest::assertSuccess);
        assertThat(standIn.requests().count(Endpoint.DEACTIVATE)).isEqualTo(3);
        assertThat(standIn.requests().count(Endpoint.ENVIRONMENT_DELETE)).isEqualTo(3);
        assertThat(List.of(deactivated, between, deleted)).allSatisfy(project -> assertThat(project.environments())
                .extracting(StandInEnvironment::id)
                .containsExactly("main"));
    }

    private StandInProject project(String id) {
        StandInProject project = standIn.world().addProject(id, "Shop");
        project.addEnvironment("main", "production", "active");
        project.addEnvironment("pr-12", "development", "active");
        standIn.world().account("deploy-bot").role(id, Role.ADMIN);
        return project;
    }

    private static StandInActivity activity(StandInProject project, String type) {
        await().atMost(Duration.ofMinutes(3)).until(() -> project.activities().stream()
                .anyMatch(activity -> activity.type().equals(type)));
        return project.activities().stream()
                .filter(activity -> activity.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static void complete(StandInActivity activity) {
        activity.start().complete(io.jenkins.plugins.webpaas.standin.Result.SUCCESS);
    }

    private static void begin(JenkinsRule jenkins, URI api, String sshDomain) throws Exception {
        StandInJenkins.configure(api, sshDomain, "");
        for (String project : List.of("deactivated", "between", "deleted")) {
            PipelineJobs.job(
                            jenkins,
                            "webPaasDelete credentialsId: 'deploy-bot', project: '" + project
                                    + "', environment: 'pr-12'")
                    .scheduleBuild2(0);
        }
    }

    private static void assertSuccess(JenkinsRule jenkins) throws Exception {
        for (WorkflowJob job : jenkins.jenkins.getAllItems(WorkflowJob.class)) {
            WorkflowRun build = job.getBuildByNumber(1);
            await().atMost(Duration.ofMinutes(3)).until(() -> !build.isBuilding());
            jenkins.assertBuildStatus(Result.SUCCESS, build);
        }
    }
}
