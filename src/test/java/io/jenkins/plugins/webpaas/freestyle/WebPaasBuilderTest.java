package io.jenkins.plugins.webpaas.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.XmlFile;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.tasks.Shell;
import io.jenkins.plugins.webpaas.job.ActivitiesAction;
import io.jenkins.plugins.webpaas.job.ActivityResult;
import io.jenkins.plugins.webpaas.job.SharedJenkinsRows;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.step.WebPaasBackupStep;
import io.jenkins.plugins.webpaas.step.WebPaasSourceOperationStep;
import io.jenkins.plugins.webpaas.step.WebPaasStep;
import io.jenkins.plugins.webpaas.step.WebPaasWaitStep;
import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The build step that acts on an environment, in freestyle jobs. */
class WebPaasBuilderTest extends StandInJenkinsTest {
    private FreeStyleProject project;

    @BeforeEach
    void start() throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(300), "Preparing\n", "Finished\n"));
        project = jenkins.createFreeStyleProject();
    }

    @Test
    void theyWorkWithTheLoginOfTheJob() throws Exception {
        logIn();
        add(new WebPaasBackupStep());
        add(update());

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        assertThat(build.getLog())
                .containsSubsequence(
                        "Started the backup", "Preparing\nFinished", "Started the source operation 'update'");
        assertThat(build.getAction(ActivitiesAction.class).getActivities())
                .extracting(ActivityResult::getResult)
                .containsExactly("success", "success");
    }

    @TestFactory
    Stream<DynamicTest> inAPipelineItNamesTheStepInstead() {
        return SharedJenkinsRows.of("""
                $class: 'WebPaasBackupStep', live: true                   | webPaasBackup
                $class: 'WebPaasSourceOperationStep', operation: 'update' | webPaasSourceOperation
                $class: 'WebPaasSshStep', command: 'ls'                   | webPaasSsh
                $class: 'WebPaasWaitStep', timeout: 7                     | webPaasWait
                """, (step, name) -> {
            WorkflowRun build = failure("node { step([$class: 'WebPaasBuilder', step: [" + step + "]]) }");

            jenkins.assertLogContains("is for freestyle jobs. In a Pipeline, use " + name, build);
            assertThat(standIn.requests().all()).isEmpty();
        });
    }

    @Test
    void buildStepsWithoutALoginNameEverythingThemselves() throws Exception {
        project.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("BRANCH", "feature/x"), new StringParameterDefinition("WHAT", "update")));
        WebPaasSourceOperationStep builder = new WebPaasSourceOperationStep("$WHAT");
        builder.setCredentialsId(StandInJenkins.CREDENTIALS_ID);
        builder.setProject(StandIn.PROJECT);
        builder.setEnvironment("${BRANCH}");
        builder.setVariables(variables(Map.of("FILE", "$WHAT.txt")));
        add(builder);

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        jenkins.assertLogContains("Asking for the source operation 'update' of environment 'feature/x'", build);
        assertThat(standIn.requests().all())
                .anySatisfy(request -> assertThat(request.toString()).contains("update.txt"));
    }

    @Test
    void aParameterIsOneValueHoweverManyLinesItHas() throws Exception {
        logIn();
        project.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("FILE", "a\nenv:EVIL=1")));
        WebPaasSourceOperationStep builder = update();
        builder.setVariables(variables(Map.of("FILE", "$FILE", "OTHER", "b")));
        add(builder);

        jenkins.buildAndAssertSuccess(project);

        assertThat(standIn.requests().all()).anySatisfy(request -> assertThat(request.toString())
                .contains("{\"env\":{\"FILE\":\"a\\nenv:EVIL=1\",\"OTHER\":\"b\"}}"));
    }

    @Test
    void aFailedActivityFailsTheBuildUnlessItMayFail() throws Exception {
        logIn();
        standIn.world().play(Script.failure(Duration.ofMillis(100), "Out of disk\n"));
        WebPaasBackupStep builder = new WebPaasBackupStep();
        add(builder);

        assertThat(jenkins.buildAndAssertStatus(Result.FAILURE, project).getLog())
                .containsOnlyOnce("Out of disk")
                .contains("ended with failure.");
        builder.failOnError = false;
        jenkins.buildAndAssertSuccess(project);
    }

    @Test
    void aWaitFailsWithTheDeploymentOfAPushUnlessItMayFail() throws Exception {
        logIn();
        standIn.world().play(Script.failure(Duration.ofSeconds(1), "Out of disk\n"));
        WebPaasWaitStep wait = new WebPaasWaitStep();
        project.getBuildersList().add(new Shell("""
                git clone -q "$WEBPAAS_GIT_URL" "shop$BUILD_NUMBER"
                cd "shop$BUILD_NUMBER"
                git -c user.name=Bot -c user.email=bot@example.com commit -q --allow-empty -m Deploy
                git push -q "$WEBPAAS_GIT_URL" HEAD:main && echo pushed
                """));
        add(wait);

        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);
        wait.failOnError = false;
        jenkins.buildAndAssertSuccess(project);

        assertThat(build.getLog())
                .containsSubsequence("Out of disk", "\npushed", "(environment.push) ended with failure.\n")
                .containsOnlyOnce("Out of disk");
        assertThat(build.getAction(ActivitiesAction.class).getActivities())
                .extracting(ActivityResult::getType)
                .containsExactly("environment.push");
        assertThat(new XmlFile(new File(build.getRootDir(), "build.xml")).asString())
                .doesNotContain("LoggedIn");
    }

    @Test
    void aWaitHasAnEndOfItsOwn() throws Exception {
        logIn();
        standIn.world().play(null);
        WebPaasSourceOperationStep update = update();
        update.noWait = true;
        WebPaasWaitStep wait = new WebPaasWaitStep();
        wait.cancelOnAbort = true;
        add(update);
        add(wait);

        assertThat(abortWhileItRuns().state()).isEqualTo("cancelled");
    }

    @Test
    void aWaitWithoutAPlaceToWaitForIsNamed() throws Exception {
        add(new WebPaasWaitStep());
        jenkins.assertLogContains(
                "ERROR: API token: is missing.", jenkins.buildAndAssertStatus(Result.FAILURE, project));

        project.getBuildWrappersList().add(new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID));
        jenkins.assertLogContains(
                "Activities: is missing. Name what to wait for, or log in to Web PaaS around this step and name the project there",
                jenkins.buildAndAssertStatus(Result.FAILURE, project));
    }

    @Test
    void onAnotherTypeOfEnvironmentNothingIsDone() throws Exception {
        logIn();
        WebPaasBackupStep builder = new WebPaasBackupStep();
        builder.setEnvironment("feature/x");
        builder.setEnvironmentType("production");
        add(builder);

        jenkins.assertLogContains("No backup: environment 'feature/x'", jenkins.buildAndAssertSuccess(project));
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isZero();
    }

    @Test
    void anAbortCancelsIfAsked() throws Exception {
        logIn();
        standIn.world().play(null);
        WebPaasSourceOperationStep builder = update();
        builder.cancelOnAbort = true;
        add(builder);

        assertThat(abortWhileItRuns().state()).isEqualTo("cancelled");
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        add(new WebPaasBackupStep());

        jenkins.assertLogContains(
                "ERROR: API token: is missing. Name a credential of the kind \"Web PaaS API token\" here, in a login to Web PaaS around this step, or in a folder of the job",
                jenkins.buildAndAssertStatus(Result.FAILURE, project));
    }

    @Test
    void theirFormsKeepWhatWasEntered() throws Exception {
        WebPaasBackupStep backup = new WebPaasBackupStep();
        backup.setCredentialsId(StandInJenkins.CREDENTIALS_ID);
        backup.setProject("abc");
        backup.setEnvironment("not/yet/there");
        backup.setEnvironmentType("preview");
        backup.live = true;
        backup.noWait = true;
        backup.timeout = 5;
        backup.cancelOnAbort = true;
        backup.failOnError = false;
        jenkins.assertEqualDataBoundBeans(backup, roundtrip(backup));
        WebPaasSourceOperationStep update = new WebPaasSourceOperationStep("$OPERATION");
        update.setCredentialsId("gone");
        update.setProject("$PROJECT");
        update.setEnvironment("${BRANCH}");
        update.setEnvironmentType("production");
        update.setVariables(variables(Map.of("A", "b", "C", "$D")));
        jenkins.assertEqualDataBoundBeans(update, roundtrip(update));
        WebPaasWaitStep wait = new WebPaasWaitStep();
        wait.setActivities("abcdefghij123");
        wait.timeout = 5;
        wait.cancelOnAbort = true;
        wait.failOnError = false;
        jenkins.assertEqualDataBoundBeans(wait, roundtrip(wait));
    }

    private static Map<String, Map<String, String>> variables(Map<String, String> values) {
        return new TreeMap<>(Map.of("env", new TreeMap<>(values)));
    }

    private WebPaasStep roundtrip(WebPaasStep step) throws Exception {
        return jenkins.configRoundtrip(new WebPaasBuilder(step)).getStep();
    }

    /** Returns the build's first activity; waits for it. */
    private StandInActivity abortWhileItRuns() throws Exception {
        FreeStyleBuild build = project.scheduleBuild2(0).waitForStart();
        await().until(() -> !activities().isEmpty());
        StandInActivity activity = activities().get(0).start().log("begun\n");
        jenkins.waitForMessage("begun", build);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("Activity " + activity.id() + " of project 'abcdefghij234' is cancelled", build);
        return activity;
    }

    private void add(WebPaasStep step) {
        project.getBuildersList().add(new WebPaasBuilder(step));
    }

    private void logIn() throws Exception {
        WebPaasBuildWrapper wrapper = new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID);
        wrapper.setProject(StandIn.PROJECT);
        wrapper.setEnvironment("main");
        project.getBuildWrappersList().add(wrapper);
    }

    private static WebPaasSourceOperationStep update() {
        return new WebPaasSourceOperationStep("update");
    }
}
