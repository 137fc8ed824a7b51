package io.jenkins.plugins.webpaas.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.tasks.Shell;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.step.WebPaasSshStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests commands in containers, in freestyle jobs. */
class SshBuildStepTest extends StandInJenkinsTest {
    private FreeStyleProject project;

    @BeforeEach
    void start() throws Exception {
        project = jenkins.createFreeStyleProject();
    }

    @ParameterizedTest
    @ValueSource(strings = {"controller", "node"})
    void worksWithTheLoginOfTheJob(String from) throws Exception {
        logIn();
        project.setAssignedNode(jenkins.createOnlineSlave());
        WebPaasSshStep builder = new WebPaasSshStep("echo ä in $PLATFORM_BRANCH, ${BUILD_NUMBER:-no build}");
        builder.from = from;
        project.getBuildersList().add(new WebPaasBuilder(builder));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        assertThat(build.getLog())
                .contains("\n" + new String("ä".getBytes(build.getCharset()), build.getCharset())
                        + " in main, no build\n");
        jenkins.assertLogContains("[Web PaaS] Running on ", build);
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void itsAppIsThatOfTheLogin() throws Exception {
        standIn.world().project(StandIn.PROJECT).environment("main").apps().add("web");
        project.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("APP", "web")));
        logIn().setApp("$APP");
        project.getBuildersList().add(new WebPaasBuilder(new WebPaasSshStep("echo in: $(basename $PWD)")));
        project.getBuildersList().add(new Shell("ssh \"$WEBPAAS_SSH_URL\" 'echo by shell: $(basename $PWD)'"));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        assertThat(build.getLog()).contains("\nin: web\n", "\nby shell: web\n").doesNotContain("the first by name");
    }

    @Test
    void aBuildStepWithoutALoginNamesEverythingItself() throws Exception {
        project.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("BRANCH", "feature/x"), new StringParameterDefinition("APP", "app")));
        WebPaasSshStep builder = new WebPaasSshStep("echo $PLATFORM_BRANCH; basename $PWD; echo $APP.");
        builder.setCredentialsId(StandInJenkins.CREDENTIALS_ID);
        builder.setProject(StandIn.PROJECT);
        builder.setEnvironment("$BRANCH");
        builder.setApp("${APP}");
        builder.setWorker("queue");
        project.getBuildersList().add(new WebPaasBuilder(builder));

        assertThat(jenkins.buildAndAssertSuccess(project).getLog())
                .as("a parameter in the command is the container's matter")
                .contains("\nfeature/x\napp--queue\n.\n");
    }

    @Test
    void anExitStatusFailsTheBuild() throws Exception {
        logIn();
        project.getBuildersList().add(new WebPaasBuilder(new WebPaasSshStep("echo begun; exit 3")));
        project.getBuildersList().add(new WebPaasBuilder(new WebPaasSshStep("echo not here")));

        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);

        jenkins.assertLogContains("ERROR: The command ended with exit status 3", build);
        jenkins.assertLogNotContains("not here", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void onAnotherTypeOfEnvironmentNothingIsDone() throws Exception {
        logIn();
        WebPaasSshStep builder = new WebPaasSshStep("true");
        builder.setEnvironmentType("development");
        project.getBuildersList().add(new WebPaasBuilder(builder));

        jenkins.assertLogContains(
                "The command is not run: environment 'main' is of the type production, not development",
                jenkins.buildAndAssertSuccess(project));
        assertThat(standIn.ssh().sessions()).isEmpty();
    }

    @Test
    void anAbortEndsTheCommand() throws Exception {
        logIn();
        project.getBuildersList()
                .add(new WebPaasBuilder(new WebPaasSshStep("echo $$ > pid; echo begun; exec sleep 600")));
        FreeStyleBuild build = project.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("\nbegun", build);
        Path pid = standIn.world()
                .project(StandIn.PROJECT)
                .environment("main")
                .directory("app")
                .resolve("pid");
        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).trim())).orElseThrow();

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("[Web PaaS] Aborted.", build);
        await().until(() -> !process.isAlive());
        StandInJenkins.assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void whatCannotBeRightIsNamed(String command) throws Exception {
        logIn();
        project.getBuildersList().add(new WebPaasBuilder(new WebPaasSshStep(command)));

        jenkins.assertLogContains("ERROR: Command: is empty", jenkins.buildAndAssertStatus(Result.FAILURE, project));
    }

    @Test
    void itsFormKeepsWhatWasEntered() throws Exception {
        WebPaasSshStep builder = new WebPaasSshStep("ls -l\npwd");
        builder.setCredentialsId(StandInJenkins.CREDENTIALS_ID);
        builder.setProject("$PROJECT");
        builder.setEnvironment("not/yet/there");
        builder.setEnvironmentType("production");
        builder.setApp("app");
        builder.setWorker("queue");
        builder.from = "node";
        builder.timeout = 5;
        jenkins.assertEqualDataBoundBeans(builder, roundtrip(builder));
        DescribableModel<WebPaasSshStep> model = DescribableModel.of(WebPaasSshStep.class);

        assertThat(model.uninstantiate(roundtrip(new WebPaasSshStep("true")))).isEqualTo(Map.of("command", "true"));
    }

    private WebPaasSshStep roundtrip(WebPaasSshStep step) throws Exception {
        return (WebPaasSshStep)
                jenkins.configRoundtrip(new WebPaasBuilder(step)).getStep();
    }

    @Test
    void returnsNothing() throws Exception {
        logIn();
        WebPaasSshStep step = new WebPaasSshStep("true");
        step.returnStdout = true;
        project.getBuildersList().add(new WebPaasBuilder(step));

        jenkins.assertLogContains(
                "ERROR: returnStdout, returnStatus: a build step returns nothing. Leave both out",
                jenkins.buildAndAssertStatus(Result.FAILURE, project));
        assertThat(standIn.ssh().sessions()).isEmpty();
    }

    private WebPaasBuildWrapper logIn() throws Exception {
        WebPaasBuildWrapper wrapper = new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID);
        wrapper.setProject(StandIn.PROJECT);
        wrapper.setEnvironment("main");
        project.getBuildWrappersList().add(wrapper);
        return wrapper;
    }
}
