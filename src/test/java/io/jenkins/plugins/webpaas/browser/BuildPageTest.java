package io.jenkins.plugins.webpaas.browser;

import static io.jenkins.plugins.webpaas.browser.Browser.text;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.User;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jenkins.model.experimentalflags.UserExperimentalFlagsProperty;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Tests the list of activities on a build's page, on the usual one and on the new one that a user can turn on, and the job's page. */
class BuildPageTest extends PageTest {
    private static final By LIST = By.cssSelector(".webpaas-activities");
    private static final By DEPLOYED = By.cssSelector(".webpaas-activities__deployed");
    private static final List<Integer> WIDTHS = List.of(NARROW, 768, 900, 950, 1050, WIDE, 1200, 1920);

    /** Long enough to need several lines on a narrow page, with few places to break. */
    private static final String LONG_TITLE = "Shop_of_the_company_with_the_longest_name_that_anybody_could_think_of";

    private WorkflowRun build;

    @BeforeEach
    void build() throws Exception {
        standIn.world().play(Script.success(Duration.ZERO, "Finished\n"));
        standIn.world().addProject("longtitle1234", LONG_TITLE).addEnvironment("main", "production", "active");
        standIn.world().account("deploy-bot").role("longtitle1234", Role.ADMIN);
        browser.width(WIDE);
        build = success(BLOCK + """
                 {
                  webPaasBackup()
                  webPaasRedeploy()
                  webPaasSourceOperation 'update'
                  webPaasBackup project: 'longtitle1234', environment: 'main'
                }
                """);
    }

    @AfterEach
    void leaveThePage() {
        browser.open("about:blank"); // or the page goes on asking a Jenkins that has ended
    }

    @Test
    void nothingIsCutOffOnTheUsualPage() throws Exception {
        open(build.getUrl());

        assertWholeAtEachWidth("build-old-page", LIST);
    }

    @Test
    void nothingIsCutOffOnTheNewPage() throws Exception {
        logInAsUserOfTheNewPage();
        open(build.getUrl());

        assertWholeAtEachWidth("build-new-page", LIST);
    }

    @Test
    void nothingIsCutOffOnTheJobsPage() throws Exception {
        open(build.getParent().getUrl());

        assertWholeAtEachWidth("job-page", DEPLOYED);
        darken();
        browser.picture("job-page-dark");
    }

    /** The page that shows a running activity shows its end by itself. */
    @Test
    void aRunningActivityIsFollowed() throws Exception {
        standIn.world().play(null);
        WorkflowRun running = begin(BLOCK + " { webPaasBackup() }");
        StandInActivity activity = Awaitility.await()
                .until(() -> standIn.world().project(StandIn.PROJECT).activities(), all -> all.stream()
                        .anyMatch(one -> !one.isFinal()))
                .stream()
                .filter(one -> !one.isFinal())
                .findFirst()
                .orElseThrow();
        jenkins.waitForMessage("Started the backup", running);
        open(running.getUrl());
        browser.see(text("In progress"));
        browser.picture("build-running");

        activity.complete(Result.SUCCESS);

        browser.see(text("Succeeded"));
        assertThat(browser.all(By.cssSelector("[role='status']")))
                .as("what a screen reader reads")
                .extracting(news -> news.getDomProperty("textContent"))
                .contains("Backup: Succeeded");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(running));
        assertThat(browser.complaints()).isEmpty();
    }

    private static void assertWholeAtEachWidth(String picture, By place) {
        for (int width : WIDTHS) {
            browser.width(width);
            browser.centre(browser.see(place));
            browser.picture(picture + "-" + width);
            assertThat(browser.fits(place)).as("within %s pixels", width).isTrue();
            assertThat(browser.run("""
                    const page = document.documentElement.clientWidth;
                    return [...arguments[0].querySelectorAll('*')]
                        .filter(element => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
                            || element.getBoundingClientRect().right > page)
                        .map(element => element.outerHTML)""", browser.see(place)))
                    .as("what is cut off at %s pixels", width)
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .isEmpty();
        }
    }

    private void logInAsUserOfTheNewPage() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        User.getById("reader", true)
                .addProperty(new UserExperimentalFlagsProperty(Map.of("new-build-page.flag", "true")));
        open("login");
        browser.fill(By.name("j_username"), "reader");
        browser.fill(By.name("j_password"), "reader");
        browser.click(SAVE);
        browser.see(By.id("root-action-UserAction"));
    }
}
