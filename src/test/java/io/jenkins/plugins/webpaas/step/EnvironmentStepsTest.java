package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuilder;
import io.jenkins.plugins.webpaas.job.SharedJenkinsRows;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests the steps of operations that may be done again and again. */
class EnvironmentStepsTest extends StandInJenkinsTest {
    private static final String LOGIN =
            "withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'pr-12')";

    private StandInProject project;

    @BeforeEach
    void playActivities() {
        project = standIn.world().project(StandIn.PROJECT);
        project.addEnvironment("pr-12", "development", "active");
        standIn.world().play(Script.success(Duration.ofMillis(100), "Working\n", "Finished\n"));
    }

    @TestFactory
    Stream<DynamicTest> followsTheOperationToItsEnd() {
        return SharedJenkinsRows.of("""
                webPaasRedeploy()             | Started the redeployment of environment 'pr-12'
                webPaasMerge()                | Started the merge of environment 'pr-12'
                webPaasSynchronize(data: true) | Started the synchronization of environment 'pr-12'
                """, (step, message) -> {
            WorkflowRun build =
                    success("node { " + LOGIN + " { def done = " + step + "; echo \"it is ${done.result}\" } }");

            assertThat(build.getLog()).containsSubsequence(message, "Working", "Finished", "it is success");
        });
    }

    @TestFactory
    Stream<DynamicTest> leavesEnvironmentsOfOtherTypesAlone() {
        return SharedJenkinsRows.of("""
                webPaasSynchronize(code: true, | No synchronization: environment 'pr-12' is of the type development, not production
                webPaasMerge(            | No merge: environment 'pr-12' is of the type development, not production
                webPaasRedeploy(         | No redeployment: environment 'pr-12' is of the type development, not production
                """, (step, message) -> {
            String guarded = step + "environmentType: 'production')";

            jenkins.assertLogContains(message, success("node { " + LOGIN + " { " + guarded + " } }"));

            assertThat(activities()).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesParametersThatCannotBeRight() {
        return SharedJenkinsRows.of("""
                webPaasBranch(name: '')                      | name: is missing. Name the new environment
                webPaasBranch(name: 'a b')                   | name: 'a b' is no name that a git branch can have
                webPaasBranch(name: 'x', type: 'production') | type: 'production' is none of development, staging
                webPaasBranch(name: 'x', parent: 'main', environment: 'pr-12') | environment: is the parent of the new environment, as parent is. Leave one of the two out
                webPaasRestore()                             | backup: is missing, and this build has made no backup of environment 'pr-12'. Name the id of a backup
                webPaasDeploy(strategy: 'slow')              | strategy: 'slow' is none of stopstart, rolling
                webPaasOperation(operation: '')              | operation: is missing. Name a runtime operation
                webPaasSynchronize()                         | data: is missing. Set at least one of data, code and resources to true
                webPaasSynchronize(data: true, rebase: true) | rebase: applies to code alone. Set code to true, or leave rebase out
                """, (step, message) -> {
            jenkins.assertLogContains(message, failure("node { " + LOGIN + " { " + step + " } }"));

            assertThat(activities()).isEmpty();
        });
    }

    @Test
    void runsInADeclarativePipeline() throws Exception {
        WorkflowRun build = success("""
                pipeline {
                  agent any
                  options { %s }
                  stages {
                    stage('Redeploy') { steps { webPaasRedeploy() } }
                    stage('Synchronize') { steps { webPaasSynchronize data: true } }
                    stage('Restore') { steps { webPaasBackup(); webPaasRestore() } }
                    stage('Branch') { steps { webPaasBranch name: 'load-test' } }
                    stage('Merge') { steps { webPaasMerge() } }
                    stage('Deploy') { steps { webPaasDeploy() } }
                    stage('Pause') { steps { webPaasPause() } }
                  }
                }
                """.formatted(LOGIN));

        assertThat(build.getLog())
                .containsSubsequence(
                        "Started the redeployment",
                        "Started the synchronization",
                        "Started the restoration",
                        "Started the branch 'load-test'",
                        "Started the merge",
                        "Started the pause");
    }

    @Test
    void runsInAFreestyleJob() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        WebPaasSynchronizeStep synchronization = new WebPaasSynchronizeStep();
        synchronization.data = true;
        for (OperationStep step : List.of(
                synchronization,
                new WebPaasBackupStep(),
                new WebPaasRestoreStep(),
                new WebPaasRedeployStep(),
                new WebPaasBranchStep("test-$BUILD_NUMBER"),
                new WebPaasMergeStep(),
                new WebPaasDeployStep(),
                new WebPaasPauseStep())) {
            step.setCredentialsId(StandInJenkins.CREDENTIALS_ID);
            step.setProject(StandIn.PROJECT);
            step.setEnvironment("pr-12");
            job.getBuildersList().add(new WebPaasBuilder(step));
        }

        assertThat(jenkins.buildAndAssertSuccess(job).getLog())
                .containsSubsequence(
                        "Started the synchronization",
                        "Started the backup",
                        "Started the restoration",
                        "Started the redeployment",
                        "Started the branch 'test-1'",
                        "Started the merge",
                        "deployment of the staged changes of environment 'pr-12' is done already",
                        "Started the pause",
                        "Finished");
        assertThat(project.environment("test-1").parent()).isEqualTo("pr-12");
    }

    @Test
    void cancelsTheActivityOfAnAbortedBuild() throws Exception {
        standIn.world().play(null);
        WorkflowRun build = begin("node { " + LOGIN + " { webPaasRedeploy cancelOnAbort: true } }");
        StandInActivity redeployment = activity().start().log("begun\n");
        jenkins.waitForMessage("begun", build);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(redeployment.state()).isEqualTo("cancelled");
    }

    @Test
    void branchesTheParentThatItNamesOrThatOfTheBlock() throws Exception {
        success("node { " + LOGIN + " { webPaasBranch 'a'\nwebPaasBranch name: 'b', parent: 'main', clone: false } }");

        assertThat(project.environment("a").parent()).isEqualTo("pr-12");
        assertThat(project.environment("a").data()).isEqualTo("pr-12");
        assertThat(project.environment("b").parent()).isEqualTo("main");
        assertThat(project.environment("b").data()).isEqualTo("b");
    }

    @Test
    void restoresTheLastBackupThatTheBuildHasMadeOfTheEnvironment() throws Exception {
        WorkflowRun build = success(
                "node { " + LOGIN + " { webPaasBackup()\ndef last = webPaasBackup()\n"
                        + "webPaasBackup environment: 'main'\nwebPaasRestore restoreCode: false\necho \"last ${last.backup}\" } }");

        String path = standIn.requests().last(Endpoint.BACKUP_RESTORE).path();
        assertThat(path).contains("/environments/pr-12/backups/");
        jenkins.assertLogContains("last " + path.split("/backups/")[1].split("/")[0], build);
    }

    @Test
    void deploysWhatIsStaged() throws Exception {
        standIn.world().play(null);
        standIn.world()
                .begin(
                        "environment.push",
                        project.environment("pr-12"),
                        standIn.world().account("deploy-bot"))
                .stage();
        standIn.world().play(Script.success(Duration.ofMillis(100), "Working\n"));

        WorkflowRun build = success("node { " + LOGIN + " { webPaasDeploy()\nwebPaasDeploy() } }");

        assertThat(build.getLog())
                .containsSubsequence(
                        "Started the deployment of the staged changes of environment 'pr-12'",
                        "Working",
                        "The deployment of the staged changes of environment 'pr-12' is done already");
    }

    @Test
    void runsARuntimeOperation() throws Exception {
        project.environment("pr-12").addRuntimeOperation("app", "clear-cache");

        WorkflowRun build =
                success("node { " + LOGIN + " { webPaasOperation operation: 'clear-cache', parameters: ['pages'] } }");

        jenkins.assertLogContains("Started the runtime operation 'clear-cache' of environment 'pr-12'", build);
        assertThat(standIn.requests().last(Endpoint.RUNTIME_OPERATION).body()).contains("[\"pages\"]");
    }

    @Test
    void showsItsArgumentsInViewsOfThePipeline() throws Exception {
        WorkflowRun build = success("node { " + LOGIN
                + " { webPaasBranch name: 'a', parent: 'main', clone: false\nwebPaasRedeploy(environment: 'a',"
                + " noWait: true)\nwebPaasPause environmentType: 'production' } }");

        assertThat(new DepthFirstScanner()
                        .allNodes(build.getExecution()).stream()
                                .filter(node -> node.getDisplayFunctionName().matches("webPaas(Branch|Redeploy|Pause)"))
                                .map(ArgumentsAction::getStepArgumentsAsString))
                .containsExactlyInAnyOrder("a", "a", null);
    }
}
