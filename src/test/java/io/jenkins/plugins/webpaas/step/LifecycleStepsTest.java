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
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests the steps that activate, resume, deactivate and delete environments. */
class LifecycleStepsTest extends StandInJenkinsTest {
    private static final String LOGIN = "withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234')";

    private StandInProject project;

    @BeforeEach
    void playActivities() {
        project = standIn.world().project(StandIn.PROJECT);
        standIn.world().play(Script.success(Duration.ofMillis(100), "Working\n", "Finished\n"));
    }

    private Optional<StandInEnvironment> environment(String name) {
        return project.environments().stream()
                .filter(environment -> environment.id().equals(name))
                .findFirst();
    }

    @TestFactory
    Stream<DynamicTest> changesTheStatusOfAnEnvironment() {
        return SharedJenkinsRows.of("""
                webPaasActivate on inactive   | Started the activation of environment   | active
                webPaasActivate on paused     | Started the activation of environment   | active
                webPaasActivate on active     | activation of environment 'E' is done   | active
                webPaasResume on paused       | Started the resumption of environment   | active
                webPaasPause on active        | Started the pause of environment        | paused
                webPaasPause on paused        | pause of environment 'E' is done        | paused
                webPaasDeactivate on active   | Started the deactivation of environment | inactive
                webPaasDeactivate on inactive | deactivation of environment 'E' is done | inactive
                webPaasDelete on active       | Started the deletion of environment     | gone
                webPaasDelete on inactive     | Started the deletion of environment     | gone
                webPaasDelete on nothing      | deletion of environment 'E' is done     | gone
                """, (row, expected) -> {
            String[] words = row.split(" on ");
            String name = row.toLowerCase().replaceAll("\\W+", "-");
            if (!words[1].equals("nothing")) {
                project.addEnvironment(name, "development", words[1]);
            }

            WorkflowRun build =
                    success(LOGIN + " { def done = " + words[0] + " environment: '" + name + "'; echo done.result }");

            String[] result = expected.split("\\s+\\|\\s+");
            jenkins.assertLogContains(result[0].replace("'E'", "'" + name + "'"), build);
            assertThat(build.getLog()).containsPattern("(?m)^success$");
            assertThat(environment(name).map(StandInEnvironment::status).orElse("gone"))
                    .isEqualTo(result[1]);
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesToDeleteWhatABuildMustNotDelete() {
        return SharedJenkinsRows.of("""
                webPaasDelete environment: 'main'          | it is the default environment of project 'abcdefghij234'
                webPaasDeactivate environment: 'main'      | it is the default environment of project 'abcdefghij234'
                webPaasDelete environment: 'stage'         | it is of the type staging, and allowStaging is not set
                webPaasDelete environment: 'parent'        | it has active children: child
                webPaasDelete environment: 'production'    | it is of the type production
                """, (step, reason) -> {
            if (environment("stage").isEmpty()) {
                project.addEnvironment("stage", "staging", "active");
                project.addEnvironment("production", "production", "active");
                project.addEnvironment("parent", "development", "active");
                project.addEnvironment("child", "development", "active").parent("parent");
            }

            jenkins.assertLogContains(reason, failure(LOGIN + " { " + step + " }"));

            assertThat(standIn.requests().count(Endpoint.DEACTIVATE)).isZero();
        });
    }

    @Test
    void isSilentAboutAPartThatIsDoneAlready() throws Exception {
        project.addEnvironment("pr-12", "development", "inactive");

        jenkins.assertLogNotContains("deactivation", success(LOGIN + " { webPaasDelete environment: 'pr-12' }"));
    }

    @Test
    void deletesAStagingEnvironmentIfAllowed() throws Exception {
        project.addEnvironment("stage", "staging", "active");

        success(LOGIN + " { webPaasDelete environment: 'stage', allowStaging: true }");

        assertThat(environment("stage")).isEmpty();
    }

    @Test
    void stopsAfterADeactivationThatFails() throws Exception {
        project.addEnvironment("pr-12", "development", "active");
        standIn.world().play(Script.failure(Duration.ofMillis(100), "Out of disk\n"));

        jenkins.assertLogContains("Out of disk", failure(LOGIN + " { webPaasDelete environment: 'pr-12' }"));
        success(LOGIN + " { webPaasDelete environment: 'pr-12', failOnError: false }");

        assertThat(standIn.requests().count(Endpoint.ENVIRONMENT_DELETE)).isZero();
        assertThat(environment("pr-12")).isPresent();
    }

    @Test
    void waitsForTheDeactivationBeforeADeletionThatIsNotWaitedFor() throws Exception {
        project.addEnvironment("pr-12", "development", "active");
        standIn.world().play(null);
        WorkflowRun build = begin(LOGIN + " { webPaasDelete environment: 'pr-12', noWait: true }");
        StandInActivity deactivation = activity().start();
        assertThat(standIn.requests().count(Endpoint.ENVIRONMENT_DELETE)).isZero();

        deactivation.complete(io.jenkins.plugins.webpaas.standin.Result.SUCCESS);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("This build does not wait for it", build);
        assertThat(standIn.requests().count(Endpoint.ENVIRONMENT_DELETE)).isOne();
    }

    @Test
    void startsNoFurtherPartAfterAnAbort() throws Exception {
        project.addEnvironment("pr-12", "development", "active");
        standIn.world().play(null);
        WorkflowRun build = begin(LOGIN + " { webPaasDelete environment: 'pr-12' }");
        StandInActivity deactivation = activity().start().log("begun\n");
        jenkins.waitForMessage("begun", build);

        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        deactivation.complete(io.jenkins.plugins.webpaas.standin.Result.SUCCESS);

        success(LOGIN + " { webPaasWait activities: '" + deactivation.id() + "' }");
        assertThat(standIn.requests().count(Endpoint.ENVIRONMENT_DELETE)).isZero();
    }

    @Test
    void deletesInAFreestyleJob() throws Exception {
        project.addEnvironment("pr-12", "development", "active");
        FreeStyleProject job = jenkins.createFreeStyleProject();
        WebPaasDeleteStep step = new WebPaasDeleteStep();
        step.setCredentialsId(StandInJenkins.CREDENTIALS_ID);
        step.setProject(StandIn.PROJECT);
        step.setEnvironment("pr-12");
        job.getBuildersList().add(new WebPaasBuilder(step));

        assertThat(jenkins.buildAndAssertSuccess(job).getLog())
                .containsSubsequence("Started the deactivation", "Finished", "Started the deletion", "Finished");
        assertThat(environment("pr-12")).isEmpty();
        jenkins.assertLogContains("is done already", jenkins.buildAndAssertSuccess(job));
    }

    @Test
    void aBlockOpensInAnInactiveEnvironmentAndActivatesIt() throws Exception {
        String block = LOGIN.replace(")", ", environment: 'old')");

        WorkflowRun build = success("node { " + block + " { webPaasActivate() } }");

        jenkins.assertLogContains("WEBPAAS_SSH_URL is not set: environment 'old' is inactive: activate it", build);
        assertThat(environment("old").orElseThrow().status()).isEqualTo("active");
    }
}
