package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.InvisibleAction;
import hudson.model.Result;
import io.jenkins.plugins.webpaas.job.ActivitiesAction;
import io.jenkins.plugins.webpaas.job.ActivityResult;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.SharedJenkinsRows;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The steps that act on an environment, in a real Jenkins against the stand-in. */
class OperationStepsTest extends StandInJenkinsTest {
    @BeforeEach
    void start() throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(600), "Preparing\n", "  half a li", "ne\n", "Finished"));
    }

    @Test
    void theNightlyJobRuns() throws Exception {
        WorkflowRun build = success(BLOCK + """
                 {
                  def backup = webPaasBackup()
                  echo "backup ${backup.backup} is ${backup.result} after ${backup.duration} ms, ${backup.completedAt > backup.startedAt}"
                  def update = webPaasSourceOperation operation: 'update', noWait: true, variables: [env: [FILE: "a${1}.txt"]]
                  echo "update is ${update.result}"
                  def done = webPaasWait activities: update
                  echo "update is ${done.result} in ${done.environment}, id ${done.id == update.id}"
                }
                """);

        assertThat(build.getLog())
                .containsSubsequence(
                        "Preparing\n  half a line\nFinished\n",
                        "(environment.backup): success",
                        " is success after ",
                        ", true")
                .containsSubsequence("update is null", "update is success in main, id true");
        assertThat(types())
                .as("each once, and the build that the operation led to")
                .containsExactlyInAnyOrder("environment.backup", "environment.source-operation", "environment.push");
        assertThat(build.getAction(ActivitiesAction.class).getActivities())
                .extracting(ActivityResult::getResult)
                .containsExactly("success", "success");
    }

    @Test
    void withoutABlockTheStepSaysItAllItself() throws Exception {
        WorkflowRun build = success("""
                def result = webPaasBackup(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'feature/x')
                echo "backed up ${result.environment}"
                """);

        jenkins.assertLogContains("backed up feature/x", build);
    }

    @Test
    void itIsAStepOfDeclarativePipelines() throws Exception {
        success("""
                pipeline {
                  agent none
                  options { withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') }
                  stages { stage('Nightly') { steps {
                    webPaasBackup()
                    webPaasSourceOperation operation: 'update', noWait: true
                    webPaasWait()
                  } } }
                }
                """);

        assertThat(types())
                .as("each once, and the build that the operation led to")
                .containsExactlyInAnyOrder("environment.backup", "environment.source-operation", "environment.push");
        assertThat(activities()).allMatch(activity -> activity.state().equals("complete"));
    }

    @Test
    void aPushIsGreenAndItsDeploymentIsWaitedFor() throws Exception {
        standIn.world().play(Script.failure(Duration.ofMillis(600), "Building\n", "Out of disk\n"));

        WorkflowRun build = failure(BLOCK + """
                 {
                  node { sh '''
                    git clone -q "$WEBPAAS_GIT_URL" shop && cd shop && date > deployed && git add deployed
                    git -c user.name=Bot -c user.email=bot@example.com commit -qm Deploy
                    git push -q "$WEBPAAS_GIT_URL" HEAD:main
                  ''' }
                  echo 'pushed'
                  webPaasWait()
                }
                """);

        assertThat(build.getLog())
                .containsSubsequence("Out of disk", "pushed", "(environment.push) ended with failure.\n")
                .containsOnlyOnce("Out of disk");
    }

    @Test
    void anActivityThatFailsFailsTheStepWhichDoesNotRepeatTheEndOfItsLog() throws Exception {
        standIn.world().play(Script.failure(Duration.ofMillis(100), "Building\n", "Out of disk\n"));

        WorkflowRun build = failure(BLOCK + " { webPaasBackup() }");

        assertThat(build.getLog())
                .containsPattern("(?s)Building\nOut of disk\n.*ERROR: Activity \\w+ \\(environment.backup\\) ended with"
                        + " failure\\.\n")
                .containsOnlyOnce("Out of disk");
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void theLogNamesWhoLogsInWhatIsWaitedForAndWhatNobodyWaitsFor() throws Exception {
        standIn.world().play(Script.success(Duration.ofSeconds(1), "Working\n"));

        WorkflowRun build = success(
                BLOCK + " { def backup = webPaasBackup(noWait: true); echo 'begun'; webPaasWait activities: backup }");

        assertThat(build.getLog())
                .containsSubsequence(
                        "[Web PaaS] Logged in to Stand-in as the account '",
                        "' with the credential 'deploy-bot'",
                        "[Web PaaS] Started the backup of environment 'main': activity ",
                        " (environment.backup)",
                        "[Web PaaS] This build does not wait for it, nor show its log",
                        "begun",
                        "[Web PaaS] Waiting for activity ",
                        " (environment.backup) of environment 'main'",
                        "Working");
    }

    @Test
    void theResultReportsAFailureIfFailOnErrorIsOff() throws Exception {
        standIn.world().play(Script.failure(Duration.ofMillis(100), "Building\n"));

        WorkflowRun build = success(BLOCK + " { echo \"it is a ${webPaasBackup(failOnError: false).result}\" }");

        jenkins.assertLogContains("it is a failure", build);
    }

    @Test
    void aFailedCommandInASuccessMakesTheBuildUnstable() throws Exception {
        standIn.world().play(null);
        WorkflowRun build = begin(BLOCK + " { webPaasBackup(); echo 'after it' }");
        activity().command("app", "deploy", 1).complete(io.jenkins.plugins.webpaas.standin.Result.SUCCESS);

        jenkins.assertBuildStatus(Result.UNSTABLE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("after it", build);
        jenkins.assertLogContains("succeeded, but a command in it failed", build);
    }

    @Test
    void onAnotherTypeOfEnvironmentNothingIsDone() throws Exception {
        WorkflowRun build = success("""
                withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'feature/x') {
                  def result = webPaasBackup environmentType: 'production'
                  echo "skipped: ${result.skipped}"
                  webPaasWait activities: result
                }
                """);

        jenkins.assertLogContains(
                "No backup: environment 'feature/x' is of the type development, not production", build);
        jenkins.assertLogContains("skipped: true", build);
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isZero();
    }

    @TestFactory
    Stream<DynamicTest> namesWhatCannotBeRightBeforeAnythingIsStarted() {
        return SharedJenkinsRows.of("""
                webPaasBackup()                                                        | credentialsId: is missing
                webPaasBackup credentialsId: 'deploy-bot'                              | project: is missing
                webPaasBackup credentialsId: 'deploy-bot', project: 'a'                | environment: is missing
                webPaasBackup credentialsId: 'deploy-bot', project: 'a/'               | project: 'a/' is no project id
                BLOCK { webPaasBackup project: 'other' }                               | environment: is missing
                BLOCK { webPaasBackup environmentType: 'prod' }                        | environmentType: 'prod' is none of production, staging, development
                BLOCK { webPaasBackup timeout: -1 }                                    | timeout: '-1' is no number of minutes
                BLOCK { webPaasSourceOperation operation: '' }                         | operation: is missing
                BLOCK { webPaasSourceOperation operation: 'updat' }                    | operation: environment 'main' has no source operation 'updat'. It has rebuild-assets, update
                BLOCK { webPaasSourceOperation operation: 'update', variables: [a: 'b'] } | variables: 'a' is no prefix with a map
                webPaasWait credentialsId: 'deploy-bot'                                | activities: is missing
                BLOCK { webPaasWait project: 'other' }                                 | project: is 'other', but without activities
                BLOCK { webPaasWait activities: 'a b' }                                | activities: 'a b' is no id
                BLOCK { webPaasWait activities: [1] }                                  | activities: '1' is neither what a step returned
                """, (script, message) -> {
            WorkflowRun build = failure(script.replace("BLOCK", BLOCK));

            jenkins.assertLogContains("ERROR: " + message, build);
            assertThat(activities()).isEmpty();
        });
    }

    /** A build is saved with the actions of other plugins, which may fail to be saved. With this durability, the failure reaches the step. */
    @Test
    void aBuildThatCannotBeSavedIsNoReasonNotToEnd() throws Exception {
        standIn.world().play(null);
        WorkflowJob job = PipelineJobs.job(jenkins, BLOCK + " { webPaasBackup() }");
        job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        StandInActivity activity = activity().start().log("begun\n");
        jenkins.waitForMessage("begun", build);
        build.addAction(new Unsavable());

        activity.complete(io.jenkins.plugins.webpaas.standin.Result.SUCCESS);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("Activity " + activity.id() + " (environment.backup): success", build);
    }

    private static final class Unsavable extends InvisibleAction {
        private final transient AtomicBoolean isTried = new AtomicBoolean();

        private Object writeReplace() {
            if (isTried.compareAndSet(false, true)) {
                throw new IllegalStateException("Not now");
            }
            return this;
        }
    }

    @Test
    void whatStepsReturnCanBeWaitedForTogether() throws Exception {
        WorkflowRun build = success(BLOCK + """
                 {
                  def all = [webPaasBackup(noWait: true), webPaasSourceOperation(operation: 'update', noWait: true).id]
                  echo "waited for ${webPaasWait(activities: all).activities.size()}"
                }
                """);

        jenkins.assertLogContains("waited for 2", build);
    }

    @Test
    void theBuildsPageAndItsRestApiTellTheActivities() throws Exception {
        WorkflowRun build = success(BLOCK + " { webPaasBackup() }");

        assertThat(jenkins.createWebClient().getPage(build).asNormalizedText())
                .contains(
                        "Web PaaS activities",
                        "Backup",
                        "Shop / main",
                        activities().get(0).id());
        assertThat(jenkins.getJSON(build.getUrl() + "api/json?tree=actions[activities[*]]")
                        .getJSONObject()
                        .toString())
                .contains("\"type\":\"environment.backup\"", "\"result\":\"success\"");
        build.reload();
        assertThat(build.getAction(ActivitiesAction.class).getActivities()).hasSize(1);
    }

    @Test
    void itsSnippetsHaveNothingThatIsTheDefaultAnyway() throws Exception {
        assertThat(DescribableModel.of(WebPaasBackupStep.class).uninstantiate(new WebPaasBackupStep()))
                .isEmpty();
        assertThat(DescribableModel.of(WebPaasWaitStep.class).uninstantiate(new WebPaasWaitStep()))
                .isEmpty();
        WebPaasSourceOperationStep step = new WebPaasSourceOperationStep("update");
        assertThat(DescribableModel.of(WebPaasSourceOperationStep.class).uninstantiate(step))
                .isEqualTo(Map.of("operation", "update"));
    }

    private List<String> types() {
        return activities().stream().map(StandInActivity::type).toList();
    }
}
