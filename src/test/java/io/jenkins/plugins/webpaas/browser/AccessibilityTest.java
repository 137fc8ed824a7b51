package io.jenkins.plugins.webpaas.browser;

import static io.jenkins.plugins.webpaas.browser.Browser.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.tasks.Shell;
import io.jenkins.plugins.webpaas.config.RememberedHostKeys;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.credentials.OldTokens;
import io.jenkins.plugins.webpaas.folder.WebPaasFolders;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.step.WebPaasStep.WebPaasStepDescriptor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/**
 * Looks at forms and pages by the rules of axe-core. A form has the violations of its Jenkins, whose {@code f:entry} gives fields no labels; no kind of violation is
 * our own.
 */
class AccessibilityTest extends PageTest {
    private static final String FORM = "form[name='config']";
    private static final String PANEL = "#main-panel";
    private static final String OURS = "[data-ours]";
    private static final By STEP = By.cssSelector("select.dropdownList");
    private static final By ACTION = By.cssSelector("[descriptorid$='WebPaasBuilder'] select.dropdownList");

    /** The elements by which Jenkins itself breaks a rule, by rule. */
    private final Map<String, String> known = new HashMap<>();

    /** The elements by which the plugin breaks a rule, by page and rule. */
    private final Map<String, String> ours = new HashMap<>();

    @BeforeEach
    void widen() {
        browser.width(WIDE);
    }

    @AfterEach
    void leaveThePage() {
        browser.open("about:blank"); // or the page goes on asking a Jenkins that has ended
    }

    @Test
    void theSystemPage() throws Exception {
        open("manage/configure");
        browser.click(text("Add service"));
        mark(name("activityTimeout"), "section");
        openAdvanced();
        browser.fill(second("apiUrl"), "http://api.example.com");
        browser.see(error("must use https"));
        known.putAll(browser.violations(FORM, OURS));
        look("system", OURS);

        assertNoneOfOurOwn();
    }

    @Test
    void theDialogOfAToken() throws Exception {
        openDialog("Username with password");
        known.putAll(browser.violations(".jenkins-dialog"));
        openDialog("Web PaaS API token");
        browser.choose(name("service"), "Stand-in");
        browser.fill(name("token"), StandIn.API_TOKEN);
        browser.click(text("Test token"));
        browser.see(By.cssSelector(".jenkins-dialog .ok"));
        look("token", ".jenkins-dialog");

        assertNoneOfOurOwn();
    }

    private void openDialog(String kind) throws IOException {
        open("manage/credentials/store/system/domain/_/");
        browser.click(By.cssSelector("[data-type='credentials-add-store-item']"));
        browser.click(text(kind));
        browser.click(By.id("cr-dialog-next"));
        browser.see(name("description"));
    }

    @Test
    void aFolder() throws Exception {
        jenkins.createProject(Folder.class, "Teams");
        learnSteps();
        open("job/Teams/configure");
        mark(name("project"), "section");
        browser.choose(name("credentialsId"), StandInJenkins.CREDENTIALS_ID);
        known.putAll(browser.violations(FORM, OURS));
        look("folder", OURS);
        browser.fill(name("project"), "a/b");
        browser.see(error("is no project id"));
        look("folder with an error", OURS);

        assertNoneOfOurOwn();
    }

    @Test
    void theStepsInPipelineSyntax() throws Exception {
        learnSteps();
        for (WebPaasStepDescriptor step : ExtensionList.lookup(WebPaasStepDescriptor.class)) {
            open("pipeline-syntax/");
            browser.choose(STEP, step.getFunctionName() + ": " + step.getDisplayName());
            browser.see(name("project"));
            mark(name("project"), FORM);
            openAdvanced();
            look(step.getFunctionName(), FORM);
            browser.picture("step-" + step.getFunctionName());
        }

        assertNoneOfOurOwn();
    }

    /** Looks at forms of others' steps, which have all kinds of fields. */
    private void learnSteps() throws IOException {
        open("pipeline-syntax/");
        for (String step : List.of("git: Git", "sh: Shell Script", "timeout: Enforce time limit")) {
            browser.choose(STEP, step);
            browser.see(By.cssSelector("[name='_.url'], [name='_.script'], [name='_.time']"));
            known.putAll(browser.violations(FORM));
        }
    }

    @Test
    void aFreestyleJob() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("nightly");
        job.getBuildersList().add(new Shell("true"));
        learnSteps();
        open("job/nightly/configure");
        browser.click(text("Log in to Web PaaS"));
        browser.choose(name("credentialsId"), StandInJenkins.CREDENTIALS_ID);
        mark(name("credentialsId"), ".optionalBlock-container");
        look("login", OURS);
        browser.click(text("Add build step"));
        browser.click(text("Act on a Web PaaS environment"));
        browser.see(ACTION);
        mark(ACTION, "[descriptorid$='WebPaasBuilder']");
        known.putAll(browser.violations(FORM, OURS));
        for (WebPaasStepDescriptor step : ExtensionList.lookup(WebPaasStepDescriptor.class)) {
            if (!step.isLogin()) {
                browser.choose(ACTION, step.getDisplayName());
                browser.see(By.cssSelector("[descriptorid$='WebPaasBuilder'] [name='_.project']"));
                openAdvanced();
                look("build step " + step.getFunctionName(), "[descriptorid$='WebPaasBuilder']");
            }
        }

        assertNoneOfOurOwn();
    }

    @Test
    void thePagesOfAdministrators() throws Exception {
        for (String page : List.of("computer/", "manage/pluginManager/installed", "manage/credentials/")) {
            open(page);
            known.putAll(browser.violations(PANEL));
        }
        open("manage/webpaas-host-keys/");
        look("no host keys", PANEL);
        open("manage/webpaas-deletions/");
        look("no deletions", PANEL);

        RememberedHostKeys.get()
                .remember(
                        Service.OVHCLOUD,
                        List.of("ssh.ovhcloud-fr-1.webpaas.ovh.net ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"
                                + "A".repeat(43)));
        Folder folder = jenkins.createProject(Folder.class, "Teams");
        WebPaasFolders.noteDeletions(folder, "feature/x", "old");
        OldTokens.storedFor(100);
        leaveOutAService();
        open("manage/webpaas-host-keys/");
        browser.see(text("Fingerprint"));
        look("host keys", PANEL);
        open("manage/webpaas-deletions/");
        browser.see(text("Reason"));
        look("deletions", PANEL);
        open("manage/");
        known.putAll(browser.violations(PANEL, ".jenkins-alert"));
        browser.see(By.cssSelector(".jenkins-alert-danger"));
        look("monitors", PANEL);
        browser.click(By.linkText(StandInJenkins.CREDENTIALS_ID));
        look("old tokens", PANEL);

        assertNoneOfOurOwn();
    }

    private void leaveOutAService() throws IOException {
        Path file = new File(jenkins.jenkins.getRootDir(), WebPaasConfiguration.class.getName() + ".xml").toPath();
        String end = "</customServices>";
        String service = "<io.jenkins.plugins.webpaas.config.CustomService><id>eu</id>"
                + "</io.jenkins.plugins.webpaas.config.CustomService>";
        Files.writeString(file, Files.readString(file).replace(end, service + end));
        WebPaasConfiguration.get().load();
    }

    @Test
    void thePagesOfBuildAndJob() throws Exception {
        standIn.world().play(Script.success(Duration.ZERO, "Finished\n"));
        WorkflowRun build = success(BLOCK + " { webPaasBackup(); webPaasRedeploy() }");
        WorkflowRun other = jenkins.buildAndAssertSuccess(PipelineJobs.job(jenkins, "echo 'nothing'"));
        for (String page : List.of(build.getUrl(), build.getParent().getUrl())) {
            open(
                    page.equals(build.getUrl())
                            ? other.getUrl()
                            : other.getParent().getUrl());
            known.putAll(browser.violations("body"));
            open(page);
            look(page, PANEL);
        }

        assertNoneOfOurOwn();
    }

    /** Marks the innermost element of a kind that a field is in. */
    private static void mark(By field, String kind) {
        browser.run("arguments[0].closest(arguments[1]).dataset.ours = ''", browser.see(field), kind);
    }

    private static void openAdvanced() {
        browser.run(
                "document.querySelectorAll(arguments[0] + ' .advanced-button').forEach(button => button.click())",
                OURS);
    }

    private void look(String page, String part) {
        browser.violations(part).forEach((rule, what) -> ours.put(page + ", " + rule, what));
    }

    private void assertNoneOfOurOwn() {
        ours.keySet().removeIf(place -> known.containsKey(place.replaceAll(".*, ", "")));
        assertThat(ours).isEmpty();
    }
}
