package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.job.ActivitiesAction;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Tests steps that wait while the controller restarts. */
class WaitingStepsTest {
    private static final int STEPS = 1_000;
    private static final int BUILDS = 10;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private StandIn standIn;

    @BeforeEach
    void start() {
        standIn = StandIn.start();
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void aRestartLosesNeitherTheEndNorALineOfTheLog() throws Throwable {
        sessions.then(jenkins -> {
            StandInJenkins.configure(standIn);
            WorkflowRun build = begin(jenkins, "job", """
                    withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
                      echo "it is a ${webPaasBackup().result}"
                    }
                    """);
            await().until(() -> !activities().isEmpty());
            activities().get(0).start().log("one\n").log("tw");
            jenkins.waitForMessage("one", build);
        });
        activities().get(0).log("o\n").log("three\n").complete(Result.SUCCESS);
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins, "job");

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

            assertThat(build.getLog()).containsSubsequence("\none\n", "\ntwo\nthree\n", "it is a success");
            assertThat(build.getLog()).containsOnlyOnce("\none\n").containsOnlyOnce("\ntwo\n");
            assertThat(build.getAction(ActivitiesAction.class).getActivities()).hasSize(1);
            assertThat(standIn.requests().count(Endpoint.BACKUP)).isOne();
        });
    }

    @Test
    void aThousandHoldAFewThreadsAndAllComeBack() throws Throwable {
        sessions.then(jenkins -> {
            StandInJenkins.configure(standIn);
            for (int i = 0; i < BUILDS; i++) {
                begin(jenkins, "job" + i, """
                        withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
                          def all = [:]
                          for (int i = 0; i < %d; i++) {
                            int n = i
                            all["b${n}"] = { webPaasWait activities: ['ID'] }
                          }
                          parallel all
                        }
                        """.formatted(STEPS / BUILDS)
                        .replace("ID", activity().id()));
            }
            int before = Thread.activeCount();
            await().atMost(Duration.ofMinutes(3)).until(() -> waiting(jenkins) == STEPS);
            Map<String, Long> threads = Thread.getAllStackTraces().keySet().stream()
                    .collect(Collectors.groupingBy(
                            thread -> thread.getName().replaceAll("[\\d#\\[].*", ""), Collectors.counting()));
            System.out.println(STEPS + " waiting steps: " + threads + "; " + before + " threads before, "
                    + Thread.activeCount() + " now");
            assertThat(threads.getOrDefault("webpaas-states", 0L) + threads.getOrDefault("webpaas-logs", 0L))
                    .isLessThanOrEqualTo(12);
        });
        activity().complete(Result.SUCCESS);
        sessions.then(jenkins -> {
            for (int i = 0; i < BUILDS; i++) {
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build(jenkins, "job" + i)));
            }
        });
    }

    private StandInActivity activity() {
        if (activities().isEmpty()) {
            standIn.world()
                    .begin(
                            "environment.backup",
                            standIn.world().project(StandIn.PROJECT).environment("main"),
                            standIn.world().account("deploy-bot"))
                    .start();
        }
        return activities().get(0);
    }

    private static int waiting(JenkinsRule jenkins) throws Exception {
        int waiting = 0;
        for (int i = 0; i < BUILDS; i++) {
            waiting += (int) build(jenkins, "job" + i).getExecution().getCurrentExecutions(true).get().stream()
                    .filter(step -> String.valueOf(step.getStatus()).startsWith("waiting for activities"))
                    .count();
        }
        return waiting;
    }

    private static WorkflowRun begin(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getLastBuild();
    }

    private List<StandInActivity> activities() {
        return standIn.world().project(StandIn.PROJECT).activities();
    }
}
