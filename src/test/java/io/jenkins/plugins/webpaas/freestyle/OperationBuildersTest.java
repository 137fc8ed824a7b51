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
import java.io.File;
import java.time.Duration;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The build steps that act on an environment, in freestyle jobs. */
class OperationBuildersTest extends StandInJenkinsTest {
    private FreeStyleProject project;

    @BeforeEach
    void start() throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(300), "Preparing\n", "Finished\n"));
        project = jenkins.createFreeStyleProject();
    }

    @Test
    void theyWorkWithTheLoginOfTheJob() throws Exception {
        logIn();
        project.getBuildersList().add(new WebPaasBackupBuilder());
        project.getBuildersList().add(update());

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        assertThat(build.getLog())
                .containsSubsequence(
                        "Started the backup", "Preparing\nFinished", "Started the source operation 'update'");
        assertThat(build.getAction(ActivitiesAction.class).getActivities())
                .extracting(ActivityResult::getResult)
                .containsExactly("success", "success");
    }

    @TestFactory
    Stream<DynamicTest> inAPipelineTheyNameTheStepInstead() {
        return SharedJenkinsRows.of("""
                $class: 'WebPaasBackupBuilder', live: true                   | webPaasBackup
                $class: 'WebPaasSourceOperationBuilder', operation: 'update' | webPaasSourceOperation
                $class: 'WebPaasSshBuilder', command: 'ls'                   | webPaasSsh
                $class: 'WebPaasWaitBuilder', timeout: 7                     | webPaasWait
                """, (builder, step) -> {
            WorkflowRun build = failure("node { step([" + builder + "]) }");

            jenkins.assertLogContains("is for freestyle jobs. In a Pipeline, use " + step, build);
            assertThat(standIn.requests().all()).isEmpty();
        });
    }

    @Test
    void buildStepsWithoutALoginNameEverythingThemselves() throws Exception {
        project.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("BRANCH", "feature/x"), new StringParameterDefinition("WHAT", "update")));
        WebPaasSourceOperationBuilder builder = new WebPaasSourceOperationBuilder("$WHAT");
        builder.setCredentialsId(StandInJenkins.CREDENTIALS_ID);
        builder.setProject(StandIn.PROJECT);
        builder.setEnvironment("${BRANCH}");
        builder.setVariables("env:FILE=$WHAT.txt");
        project.getBuildersList().add(builder);

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        jenkins.assertLogContains("Asking for the source operation 'update' of environment 'feature/x'", build);
        assertThat(standIn.requests().all())
                .anySatisfy(request -> assertThat(request.toString()).contains("update.txt"));
    }

    @Test
    void aParameterIsOneValueHoweverManyLinesItHas() throws Exception {
        logIn();
        project.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("FILE", "a\nenv:EVIL=1")));
        WebPaasSourceOperationBuilder builder = update();
        builder.setVariables("env:FILE=$FILE\nenv:OTHER=b");
        project.getBuildersList().add(builder);

        jenkins.buildAndAssertSuccess(project);

        assertThat(standIn.requests().all()).anySatisfy(request -> assertThat(request.toString())
                .contains("{\"env\":{\"FILE\":\"a\\nenv:EVIL=1\",\"OTHER\":\"b\"}}"));
    }

    @Test
    void aFailedActivityFailsTheBuildUnlessItMayFail() throws Exception {
        logIn();
        standIn.world().play(Script.failure(Duration.ofMillis(100), "Out of disk\n"));
        WebPaasBackupBuilder builder = new WebPaasBackupBuilder();
        project.getBuildersList().add(builder);

        assertThat(jenkins.buildAndAssertStatus(Result.FAILURE, project).getLog())
                .containsOnlyOnce("Out of disk")
                .contains("ended with failure.");
        builder.setFailOnError(false);
        jenkins.buildAndAssertSuccess(project);
    }

    @Test
    void aWaitFailsWithTheDeploymentOfAPushUnlessItMayFail() throws Exception {
        logIn();
        standIn.world().play(Script.failure(Duration.ofSeconds(1), "Out of disk\n"));
        WebPaasWaitBuilder wait = new WebPaasWaitBuilder();
        project.getBuildersList().add(new Shell("""
                git clone -q "$WEBPAAS_GIT_URL" "shop$BUILD_NUMBER" && cd "shop$BUILD_NUMBER"
                git -c user.name=Bot -c user.email=bot@example.com commit -q --allow-empty -m Deploy
                git push -q "$WEBPAAS_GIT_URL" HEAD:main && echo pushed
                """));
        project.getBuildersList().add(wait);

        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);
        wait.setFailOnError(false);
        jenkins.buildAndAssertSuccess(project);

        assertThat(build.getLog()).containsSubsequence("\npushed", "The end of its log:\nOut of disk");
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
        WebPaasSourceOperationBuilder update = update();
        update.setNoWait(true);
        WebPaasWaitBuilder wait = new WebPaasWaitBuilder();
        wait.setCancelOnAbort(true);
        project.getBuildersList().add(update);
        project.getBuildersList().add(wait);

        assertThat(abortWhileItRuns().state()).isEqualTo("cancelled");
    }

    @Test
    void aWaitWithoutAPlaceToWaitForIsNamed() throws Exception {
        project.getBuildersList().add(new WebPaasWaitBuilder());
        jenkins.assertLogContains(
                "Choose \"Log in to Web PaaS\" under Environment",
                jenkins.buildAndAssertStatus(Result.FAILURE, project));

        project.getBuildWrappersList().add(new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID));
        jenkins.assertLogContains(
                "Environment: is missing in the job's \"Log in to Web PaaS\"",
                jenkins.buildAndAssertStatus(Result.FAILURE, project));
    }

    @Test
    void onAnotherTypeOfEnvironmentNothingIsDone() throws Exception {
        logIn();
        WebPaasBackupBuilder builder = new WebPaasBackupBuilder();
        builder.setEnvironment("feature/x");
        builder.setEnvironmentType("production");
        project.getBuildersList().add(builder);

        jenkins.assertLogContains("No backup: environment 'feature/x'", jenkins.buildAndAssertSuccess(project));
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isZero();
    }

    @Test
    void anAbortCancelsIfAsked() throws Exception {
        logIn();
        standIn.world().play(null);
        WebPaasSourceOperationBuilder builder = update();
        builder.setCancelOnAbort(true);
        project.getBuildersList().add(builder);

        assertThat(abortWhileItRuns().state()).isEqualTo("cancelled");
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        project.getBuildersList().add(new WebPaasBackupBuilder());

        jenkins.assertLogContains(
                "ERROR: API token: none is chosen. Choose one, here or in the job's \"Log in to Web PaaS\"",
                jenkins.buildAndAssertStatus(Result.FAILURE, project));
    }

    @Test
    void theirFormsKeepWhatWasEntered() throws Exception {
        WebPaasBackupBuilder backup = new WebPaasBackupBuilder();
        backup.setCredentialsId(StandInJenkins.CREDENTIALS_ID);
        backup.setProject("abc");
        backup.setEnvironment("not/yet/there");
        backup.setEnvironmentType("preview");
        backup.setLive(true);
        backup.setNoWait(true);
        backup.setTimeout(5);
        backup.setCancelOnAbort(true);
        backup.setFailOnError(false);
        jenkins.assertEqualDataBoundBeans(backup, jenkins.configRoundtrip(backup));
        WebPaasSourceOperationBuilder update = new WebPaasSourceOperationBuilder("$OPERATION");
        update.setCredentialsId("gone");
        update.setProject("$PROJECT");
        update.setEnvironment("${BRANCH}");
        update.setEnvironmentType("production");
        update.setVariables("env:A=b\nenv:C=d");
        jenkins.assertEqualDataBoundBeans(update, jenkins.configRoundtrip(update));
        WebPaasWaitBuilder wait = new WebPaasWaitBuilder();
        wait.setTimeout(5);
        wait.setCancelOnAbort(true);
        wait.setFailOnError(false);
        jenkins.assertEqualDataBoundBeans(wait, jenkins.configRoundtrip(wait));
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

    private void logIn() throws Exception {
        WebPaasBuildWrapper wrapper = new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID);
        wrapper.setProject(StandIn.PROJECT);
        wrapper.setEnvironment("main");
        project.getBuildWrappersList().add(wrapper);
    }

    private static WebPaasSourceOperationBuilder update() {
        return new WebPaasSourceOperationBuilder("update");
    }
}
