package io.jenkins.plugins.webpaas.browser;

import static io.jenkins.plugins.webpaas.browser.Browser.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.webpaas.config.RememberedHostKeys;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** A person's way from the first token to the build's page, under the Content-Security-Policy that Jenkins enforces in tests. */
class BrowserTest extends PageTest {
    private static final By ACTION = By.cssSelector("[descriptorid$='WebPaasBuilder'] select.dropdownList");
    private static final By ACTIVITIES = By.cssSelector(".webpaas-activities");

    @BeforeEach
    void play() {
        standIn.world().play(Script.success(Duration.ofMillis(500), "Preparing\n", "Finished\n"));
        browser.width(WIDE);
    }

    @AfterEach
    void nothingWasBroken() {
        List<String> complaints = browser.complaints();
        browser.open("about:blank"); // or the page goes on asking a Jenkins that has ended
        assertThat(complaints).isEmpty();
    }

    @Test
    void aTokenIsAdded() throws Exception {
        open("manage/credentials/store/system/domain/_/");
        browser.click(By.cssSelector("[data-type='credentials-add-store-item']"));
        browser.click(text("Web PaaS API token"));
        browser.click(By.id("cr-dialog-next"));
        browser.choose(name("service"), "Stand-in");
        browser.fill(name("token"), StandIn.API_TOKEN);
        browser.fill(name("id"), "new-bot");
        browser.click(text("Test token"));
        assertThat(browser.see(By.cssSelector(".jenkins-dialog .ok")).getText())
                .startsWith("This is the API token of deploy-bot");
        browser.picture("credential");
        browser.click(By.id("cr-dialog-submit"));

        browser.see(text("new-bot"));
        assertThat(CredentialsProvider.lookupCredentialsInItemGroup(
                        WebPaasApiToken.class, jenkins.jenkins, ACL.SYSTEM2, List.of()))
                .extracting(WebPaasApiToken::getId)
                .contains("new-bot");
    }

    @Test
    void aFreestyleJobIsMadeAndRun() throws Exception {
        create("nightly", "hudson_model_FreeStyleProject");
        browser.click(text("Log in to Web PaaS"));
        logIn();
        browser.click(text("Add build step"));
        browser.click(text("Act on a Web PaaS environment"));
        browser.choose(ACTION, "Back up a Web PaaS environment");
        browser.see(name("live"));
        browser.centre(browser.see(ACTION));
        browser.picture("freestyle");
        browser.click(SAVE);

        build("nightly");
        browser.see(text("Backup"));
    }

    @Test
    void aPipelineIsMadeAndRun() throws Exception {
        create("deploy", "org_jenkinsci_plugins_workflow_job_WorkflowJob");
        browser.fill(name("script"), """
                withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
                  webPaasBackup()
                  webPaasSourceOperation 'update'
                  webPaasSsh 'uname'
                }
                """);
        browser.click(SAVE);

        build("deploy");
        browser.see(text("Source operation update"));
        browser.see(text("Succeeded"));
        browser.picture("build");
        browser.width(NARROW);
        browser.centre(browser.see(ACTIVITIES));
        assertThat(browser.fits(ACTIVITIES)).isTrue();
        browser.picture("build-narrow");
        browser.width(WIDE);
        browser.run("scrollTo(0, 0)");
        darken();
        browser.picture("build-dark");
        assertThat(browser.see(ACTIVITIES).findElements(By.cssSelector("strong, li")))
                .extracting(cell -> cell.getCssValue("color"))
                .containsOnly(WHITE);
    }

    @Test
    void theSnippetGeneratorWritesAStep() throws Exception {
        open("pipeline-syntax/");
        browser.choose(By.cssSelector("select.dropdownList"), "withWebPaas: Log in to Web PaaS");
        logIn();
        browser.click(By.id("generatePipelineScript"));

        Awaitility.await().untilAsserted(() -> assertThat(
                        browser.see(By.id("prototypeText")).getDomProperty("value"))
                .isEqualTo("""
                withWebPaas(credentialsId: 'deploy-bot', environment: 'main', project: 'abcdefghij234') {
                    // some block
                }"""));
        browser.picture("snippet");
        browser.width(NARROW);
        assertThat(List.of("credentialsId", "project", "environment", "ssh", "cli"))
                .allMatch(field -> browser.fits(name(field)));
        browser.click(By.cssSelector("a.jenkins-help-button"));
        browser.see(By.cssSelector(".help-area .help"));
    }

    @Test
    void aServiceIsAdded() throws Exception {
        open("manage/configure");
        browser.click(text("Add service"));
        browser.fill(second("id"), "eu");
        browser.fill(second("name"), "Our own");
        browser.fill(second("apiUrl"), "https://api.example.com");
        browser.fill(second("authUrl"), "https://auth.example.com");
        browser.fill(second("sshDomains"), "*.example.com");
        browser.centre(browser.see(second("apiUrl")));
        browser.picture("service");
        browser.width(NARROW);
        assertThat(List.of("apiUrl", "sshDomains", "knownHosts")).allMatch(field -> browser.fits(second(field)));
        browser.width(WIDE);
        browser.click(SAVE);

        Awaitility.await().until(() -> WebPaasConfiguration.get().services().stream()
                .anyMatch(service -> service.name().equals("Our own")));
    }

    @Test
    void aRememberedHostKeyIsSeenAndDeleted() throws Exception {
        RememberedHostKeys.get()
                .remember(
                        Service.OVHCLOUD,
                        List.of(
                                "ssh.ovhcloud-fr-1.webpaas.ovh.net ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"
                                        + "A".repeat(43),
                                "git.ovhcloud-fr-1.webpaas.ovh.net ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"
                                        + "B".repeat(43)));
        open("manage/");
        browser.click(text("Web PaaS host keys"));
        browser.see(text("OVHcloud Web PaaS (2)"));
        browser.picture("host-keys");
        browser.width(NARROW);
        By table = By.cssSelector(".webpaas-table");
        browser.centre(browser.see(table));
        assertThat(browser.fits(table)).isTrue();
        browser.width(WIDE);
        browser.click(By.cssSelector("tbody tr:first-child .confirmation-link"));
        browser.click(By.cssSelector(".jenkins-dialog [data-id='ok']"));

        browser.see(text("OVHcloud Web PaaS (1)"));
        assertThat(RememberedHostKeys.get().remembered(Service.OVHCLOUD)).hasSize(1);
        browser.click(By.xpath("//a[contains(@class, 'confirmation-link')][contains(., 'Delete all')]"));
        browser.click(By.cssSelector(".jenkins-dialog [data-id='ok']"));

        browser.see(text("No host key is remembered"));
        assertThat(RememberedHostKeys.get().remembered(Service.OVHCLOUD)).isEmpty();
    }

    private void create(String job, String kind) throws IOException {
        open("view/all/newJob");
        browser.fill(By.id("name"), job);
        browser.click(By.className(kind));
        browser.click(By.id("ok-button"));
    }

    private static void logIn() {
        browser.choose(name("credentialsId"), StandInJenkins.CREDENTIALS_ID);
        browser.fill(name("project"), StandIn.PROJECT);
        browser.fill(name("environment"), "main");
    }

    /** Presses the button, waits until the build is over, and opens its page. */
    private void build(String name) throws Exception {
        browser.click(By.linkText("Build Now"));
        Job<?, ?> job = jenkins.jenkins.getItemByFullName(name, Job.class);
        Run<?, ?> build = Awaitility.await().until(job::getLastBuild, run -> run != null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        open("job/" + name + "/1/");
    }
}
