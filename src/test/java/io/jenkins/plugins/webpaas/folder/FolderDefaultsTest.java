package io.jenkins.plugins.webpaas.folder;

import static io.jenkins.plugins.webpaas.folder.WebPaasFolders.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.tasks.Shell;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuilder;
import io.jenkins.plugins.webpaas.job.FolderDefaults;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.step.WebPaasBackupStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds take from their folders what they do not name themselves, and nothing that they could not use otherwise. */
class FolderDefaultsTest extends StandInJenkinsTest {
    private static final String SHOWN = "{ echo \"in ${env.PLATFORM_PROJECT}, ${env.PLATFORM_BRANCH}.\" }\n";

    private Folder teams;
    private Folder shop;

    @BeforeEach
    void createFolders() throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(100), "Working\n"));
        teams = jenkins.createProject(Folder.class, "Teams");
        shop = teams.createProject(Folder.class, "Shop");
    }

    @Test
    void aBlockAndItsStepsTakeWhatTheyDoNotNameFromTheNearestFolderThatNamesIt() throws Exception {
        name(teams, StandInJenkins.CREDENTIALS_ID, "other2");
        name(shop, null, StandIn.PROJECT);

        WorkflowRun build = inShop("withWebPaas " + SHOWN
                + "withWebPaas(environment: 'main') { webPaasBackup() }\n"
                + "webPaasBackup environment: 'main'");

        jenkins.assertLogContains("in abcdefghij234, null.", build);
        assertThat(build.getLog())
                .containsOnlyOnce("[Web PaaS] Credential 'deploy-bot' is from the folder 'Teams'\n")
                .containsOnlyOnce("[Web PaaS] Project 'abcdefghij234' is from the folder 'Teams/Shop'\n");
        assertThat(activities()).hasSize(2);
    }

    @Test
    void theLogNamesOneFolderOnceAndNothingThatTheBuildNamesItself() throws Exception {
        name(shop, StandInJenkins.CREDENTIALS_ID, StandIn.PROJECT);

        jenkins.assertLogContains(
                "Credential 'deploy-bot' and project 'abcdefghij234' are from the folder 'Teams/Shop'",
                inShop("withWebPaas " + SHOWN));
        jenkins.assertLogNotContains("from the folder", inShop(BLOCK + SHOWN));
    }

    @Test
    void aBlockThatNamesAnotherCredentialOrProjectTakesOnlyTheRest() throws Exception {
        standIn.world().addProject("other2", "Blog");
        StandInJenkins.addToken(CredentialsScope.GLOBAL, "second", StandIn.API_TOKEN);
        name(shop, StandInJenkins.CREDENTIALS_ID, StandIn.PROJECT);

        WorkflowRun build = inShop("withWebPaas(credentialsId: 'second') " + SHOWN);

        jenkins.assertLogContains("in abcdefghij234, null.", build);
        jenkins.assertLogContains("with the credential 'second'", build);
        jenkins.assertLogContains("Project 'abcdefghij234' is from the folder 'Teams/Shop'", build);
        jenkins.assertLogNotContains("Credential 'second' is from", build);
        jenkins.assertLogNotContains(
                "Project '", inShopFails("withWebPaas(project: 'other2', environment: 'main') " + SHOWN));
    }

    /** Field by field. A service belongs to its credential, and the choice of environments to its project. */
    @Test
    void aFolderInheritsEachFieldThatItDoesNotName() throws Exception {
        WebPaasFolderProperty outer = name(teams, "vault", "outer1");
        outer.setService("upsun");
        outer.setEnvironmentOfBranch(true);
        assertThat(FolderDefaults.in(shop).token().service()).isEqualTo("upsun");
        assertThat(FolderDefaults.in(shop).branchFolder()).isEqualTo("Teams");

        WebPaasFolderProperty inner = name(shop, "own", null);
        assertThat(FolderDefaults.in(shop).token().service()).isNull();
        assertThat(FolderDefaults.in(shop).token().folder()).isEqualTo("Teams/Shop");
        assertThat(FolderDefaults.in(shop).project()).isEqualTo("outer1");
        assertThat(FolderDefaults.in(shop).branchFolder()).isEqualTo("Teams");

        inner.setCredentialsId(" ");
        inner.setService("platformsh");
        inner.setProject("inner1");
        assertThat(FolderDefaults.in(shop).token().credentialsId()).isEqualTo("vault");
        assertThat(FolderDefaults.in(shop).token().service()).isEqualTo("platformsh");
        assertThat(FolderDefaults.in(shop).token().folder()).isEqualTo("Teams");
        assertThat(FolderDefaults.in(shop).projectFolder()).isEqualTo("Teams/Shop");
        assertThat(FolderDefaults.in(shop).branchFolder()).isNull();
        assertThat(FolderDefaults.in(jenkins.jenkins).token()).isNull();
    }

    @Test
    void withoutAnyCredentialTheMessageNamesThreePlaces() throws Exception {
        for (String script : List.of("withWebPaas {}", "webPaasBackup environment: 'main', project: 'a1'")) {
            jenkins.assertLogContains(
                    "ERROR: credentialsId: is missing. Name a credential of the kind \"Web PaaS API token\" here, in a"
                            + " login to Web PaaS around this step, or in a folder of the job",
                    inShopFails(script));
        }
    }

    @Test
    void aFolderDoesNotOpenTheStoreOfAnotherFolder() throws Exception {
        Folder sibling = teams.createProject(Folder.class, "Blog");
        WebPaasFolders.addToken(sibling, "blog-bot");
        name(shop, "blog-bot", StandIn.PROJECT);

        assertRefused("blog-bot");

        WebPaasFolders.addToken(teams, "blog-bot");
        inShop("withWebPaas " + SHOWN);
    }

    @Test
    void aFolderDoesNotOpenWhatIsForTheControllerAlone() throws Exception {
        StandInJenkins.addToken(CredentialsScope.SYSTEM, "for-the-controller", StandIn.API_TOKEN);
        name(shop, "for-the-controller", StandIn.PROJECT);

        assertRefused("for-the-controller");
    }

    private void assertRefused(String id) throws Exception {
        String message = "the credential '" + id
                + "', which the folder 'Teams/Shop' names, is none that this build may use. Keep it in this folder, in a"
                + " folder around it, or in Jenkins with the scope \"Global\"";
        jenkins.assertLogContains("ERROR: credentialsId: " + message, inShopFails("withWebPaas { echo 'inside' }"));
        jenkins.assertLogContains("ERROR: credentialsId: " + message, inShopFails("webPaasBackup environment: 'main'"));
        FreeStyleProject job = shop.createProject(FreeStyleProject.class, "job");
        job.getBuildWrappersList().add(new WebPaasBuildWrapper(null));
        jenkins.assertLogContains("ERROR: API token: " + message, jenkins.buildAndAssertStatus(Result.FAILURE, job));
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void aFreestyleJobTakesThemForItsLoginAndForBuildStepsWithoutOne() throws Exception {
        name(teams, StandInJenkins.CREDENTIALS_ID, null);
        name(shop, null, StandIn.PROJECT);
        FreeStyleProject login = shop.createProject(FreeStyleProject.class, "login");
        login.getBuildWrappersList().add(new WebPaasBuildWrapper(null));
        login.getBuildersList().add(new Shell("echo in $PLATFORM_PROJECT with $PLATFORMSH_CLI_TOKEN."));
        FreeStyleProject backup = shop.createProject(FreeStyleProject.class, "backup");
        WebPaasBackupStep step = new WebPaasBackupStep();
        step.setEnvironment("main");
        backup.getBuildersList().add(new WebPaasBuilder(step));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(login);

        jenkins.assertLogContains("in abcdefghij234 with ****.", build);
        assertThat(build.getSensitiveBuildVariables()).contains("PLATFORMSH_CLI_TOKEN");
        jenkins.assertLogContains("Project 'abcdefghij234' is from the folder 'Teams/Shop'", build);
        jenkins.assertLogContains(
                "Credential 'deploy-bot' is from the folder 'Teams'", jenkins.buildAndAssertSuccess(backup));
        assertThat(activities()).hasSize(1);
    }

    @Test
    void theEnvironmentIsThatOfTheBranch(@TempDir Path repository) throws Exception {
        WorkflowMultiBranchProject project = shop.createProject(WorkflowMultiBranchProject.class, "site");
        name(teams, StandInJenkins.CREDENTIALS_ID, null);
        name(project, null, StandIn.PROJECT).setEnvironmentOfBranch(true);
        GitBranches branches = GitBranches.create(jenkins, repository, """
                withWebPaas %s
                if (env.BRANCH_NAME == 'feature/x') { webPaasBackup() }
                withWebPaas(environment: 'old') %s
                """.formatted(SHOWN, SHOWN));
        branches.git("branch feature/x");
        branches.git("tag v1");
        branches.buildIn(project);

        WorkflowRun feature = project.getItemByBranchName("feature/x").getLastBuild();
        jenkins.assertLogContains("in abcdefghij234, feature/x.", feature);
        jenkins.assertLogContains("in abcdefghij234, old.", feature);
        jenkins.assertLogContains(
                "Environment 'feature/x' is that of the branch, as the folder 'Teams/Shop/site' has it", feature);
        assertThat(activities())
                .singleElement()
                .satisfies(backup -> assertThat(backup.environment().id()).isEqualTo("feature/x"));
        jenkins.assertLogContains(
                "in abcdefghij234, main.", project.getItemByBranchName("main").getLastBuild());
        WorkflowRun tag = jenkins.buildAndAssertSuccess(project.getItemByBranchName("v1"));
        jenkins.assertLogContains("in abcdefghij234, null.", tag);
    }

    @Test
    void theFormKeepsWhatItIsGivenAndAnEmptyOneIsNoProperty() throws Exception {
        WebPaasFolderProperty defaults = name(shop, StandInJenkins.CREDENTIALS_ID, StandIn.PROJECT);
        defaults.setService(StandInJenkins.SERVICE);
        defaults.setEnvironmentOfBranch(true);

        jenkins.submit(jenkins.createWebClient().getPage(shop, "configure").getFormByName("config"));
        jenkins.submit(jenkins.createWebClient().getPage(teams, "configure").getFormByName("config"));

        jenkins.assertEqualDataBoundBeans(defaults, shop.getProperties().get(WebPaasFolderProperty.class));
        assertThat(teams.getProperties().get(WebPaasFolderProperty.class)).isNull();
    }

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job =
                shop.createProject(WorkflowJob.class, "job" + shop.getItems().size());
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private WorkflowRun inShop(String script) throws Exception {
        return jenkins.buildAndAssertSuccess(job(script));
    }

    private WorkflowRun inShopFails(String script) throws Exception {
        return jenkins.buildAndAssertStatus(Result.FAILURE, job(script));
    }
}
