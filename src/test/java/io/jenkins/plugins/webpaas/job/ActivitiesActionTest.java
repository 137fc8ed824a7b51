package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.config.CustomService;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.job.PipelineJobs.Gate;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.DomNodeList;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

/** Reads the activities on a build's page, and what the page of the job has of them. */
@ExtendWith(ReadersLanguage.class)
class ActivitiesActionTest extends StandInJenkinsTest {
    private static final String CONSOLE = "https://console.example.com/projects/abcdefghij234";
    private static final String LIST = ".webpaas-activities";

    private StandInEnvironment main;

    @BeforeEach
    void findEnvironment() throws IOException {
        main = standIn.world().project(StandIn.PROJECT).environment("main");
        List<CustomService> services = WebPaasConfiguration.get().getCustomServices();
        services.get(0).setConsoleUrl("https://console.example.com/");
        WebPaasConfiguration.get().setCustomServices(services);
    }

    @Test
    void saysInWordsHowEachStands() throws Exception {
        WorkflowRun build = success(BLOCK + " { webPaasBackup noWait: true }");
        assertThat(list(build, "en")).contains("Backup", "Not waited for");
        assertThat(list(build, "fr")).contains("Sauvegarde", "Non attendue");

        standIn.world().project(StandIn.PROJECT).activities().get(0).complete(Result.SUCCESS);
        WorkflowRun waiting = begin("webPaasWait credentialsId: 'deploy-bot', project: 'abcdefghij234', activities: '"
                + standIn.world().project(StandIn.PROJECT).activities().get(0).id() + "'");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(waiting));
        assertThat(list(waiting, "en")).contains("Backup", "Succeeded");
    }

    @Test
    void saysWhatWasDoneWhereAndLinksToTheSiteAndTheConsole() throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(200), "Finished\n"));
        WorkflowRun build = success(BLOCK + " { webPaasBackup(); webPaasSourceOperation 'update'; webPaasWait() }");

        assertThat(list(build, "en"))
                .containsSubsequence(
                        "Shop / main",
                        "Backup",
                        "Source operation update",
                        "Deployment of " + main.headCommit().substring(0, 7))
                .containsOnlyOnce("Shop / main");
        assertThat(list(build, "fr")).contains("Opération sur le code source update", "Déploiement de ");
        try (JenkinsRule.WebClient client = ReadersLanguage.client(jenkins, "en")) {
            DomNodeList<DomNode> links = client.getPage(build).querySelectorAll(LIST + " a");
            assertThat(links)
                    .extracting(link -> ((HtmlAnchor) link).getHrefAttribute())
                    .containsExactly(main.url(), CONSOLE);
            assertThat(((HtmlAnchor) links.get(1)).getAttribute("aria-label")).isEqualTo("Web console: Shop / main");
        }
        assertThat(jenkins.getJSON(build.getUrl() + "api/json?tree=actions[activities[type,commit],environments[*]]")
                        .getJSONObject()
                        .toString())
                .contains(
                        "\"projectTitle\":\"Shop\"",
                        "\"url\":\"" + main.url() + "\"",
                        "\"consoleUrl\":\"" + CONSOLE + "\"",
                        "\"commit\":\"" + main.headCommit() + "\"");
        build.reload();
        assertThat(list(build, "en")).contains("Shop / main", "Source operation update");
    }

    /** The page asks for this part anew as long as the build runs. */
    @Test
    void theListIsAPageThatChangesWhileTheBuildRuns() throws Exception {
        standIn.world().play(null);
        WorkflowRun build = begin(BLOCK + " { webPaasBackup() }");
        StandInActivity activity = activity().start().log("begun\n");
        jenkins.waitForMessage("begun", build);
        assertThat(part(build)).contains("Backup", "In progress", "webpaas-activities__building");

        activity.complete(Result.SUCCESS);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        assertThat(part(build)).contains("Succeeded", "Shop / main").doesNotContain("webpaas-activities__building");
    }

    @Test
    void aDeploymentThatIsWaitedForIsListedBeforeItsEnd(@TempDir Path directory) throws Exception {
        standIn.world().play(null);
        Gate pushed = new Gate(directory.resolve("pushed"));
        WorkflowRun build = PipelineJobs.gatedJob(jenkins, BLOCK + " { echo 'opened'; " + pushed + "; webPaasWait() }")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("opened", build);
        StandInActivity push = standIn.world()
                .begin("environment.push", main, standIn.world().account("deploy-bot"))
                .start()
                .log("begun\n");
        pushed.open();
        jenkins.waitForMessage("begun", build);

        await().untilAsserted(() -> assertThat(part(build)).contains("Deployment of ", "In progress"));
        push.complete(Result.SUCCESS);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
    }

    @Test
    void theJobsPageHasTheAddressOfTheLastGoodDeployment() throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(200), "Finished\n"));
        WorkflowJob job = PipelineJobs.job(jenkins, BLOCK + " { webPaasRedeploy() }");
        WorkflowRun good = jenkins.buildAndAssertSuccess(job);
        standIn.world().play(Script.failure(Duration.ofMillis(200), "Out of disk\n"));
        jenkins.buildAndAssertStatus(hudson.model.Result.FAILURE, job);

        try (JenkinsRule.WebClient client = ReadersLanguage.client(jenkins, "en")) {
            DomNode deployed = client.getPage(job).querySelector(".webpaas-activities__deployed");

            assertThat(deployed.asNormalizedText()).contains("Deployed by", good.getDisplayName(), "Shop / main");
            assertThat(deployed.querySelectorAll("a"))
                    .extracting(link -> ((HtmlAnchor) link).getHrefAttribute())
                    .containsExactly("/jenkins/" + good.getUrl(), main.url(), CONSOLE);
        }
    }

    @Test
    void aBackupIsNoDeployment() throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(200), "Finished\n"));
        WorkflowRun build = success(BLOCK + " { webPaasBackup() }");

        try (JenkinsRule.WebClient client = ReadersLanguage.client(jenkins, "en")) {
            HtmlPage page = client.getPage(build.getParent());
            assertThat(page.<DomNode>querySelector(".webpaas-activities__deployed"))
                    .isNull();
        }
    }

    private String part(WorkflowRun build) throws Exception {
        try (JenkinsRule.WebClient client = ReadersLanguage.client(jenkins, "en")) {
            return client.getPage(build, "webpaas-activities/list")
                    .getWebResponse()
                    .getContentAsString();
        }
    }

    private String list(WorkflowRun build, String language) throws Exception {
        try (JenkinsRule.WebClient client = ReadersLanguage.client(jenkins, language)) {
            HtmlPage page = client.getPage(build);
            return page.<DomNode>querySelector(LIST).asNormalizedText();
        }
    }
}
