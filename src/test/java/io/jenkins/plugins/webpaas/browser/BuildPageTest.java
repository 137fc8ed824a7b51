package io.jenkins.plugins.webpaas.browser;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.User;
import io.jenkins.plugins.webpaas.standin.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jenkins.model.experimentalflags.UserExperimentalFlagsProperty;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Tests the room that the table of activities takes on a build's page: on the usual one, and on the new one that a user can turn on. */
class BuildPageTest extends PageTest {
    private static final By TABLE = By.cssSelector(".webpaas-table");
    private static final List<Integer> WIDTHS = List.of(320, NARROW, 768, 900, 950, 1050, WIDE, 1200);

    private WorkflowRun build;

    @BeforeEach
    void build() throws Exception {
        standIn.world().play(Script.success(Duration.ZERO, "Finished\n"));
        browser.width(WIDE);
        build = success(BLOCK + " { webPaasBackup() }");
    }

    @AfterEach
    void leaveThePage() {
        browser.open("about:blank"); // or the page goes on asking a Jenkins that has ended
    }

    @Test
    void theTableIsBelowWhatFloatsBesideIt() throws Exception {
        open(build.getUrl());

        for (int width : WIDTHS) {
            browser.width(width);
            assertThat(browser.fits(TABLE)).as("within %s pixels", width).isTrue();
            assertThat(hasRoom())
                    .as("there is no more room at %s pixels", width)
                    .isTrue();
        }
        browser.picture("build-old-page");
    }

    @Test
    void theTableIsWithinItsCardOnTheNewPage() throws Exception {
        logInAsUserOfTheNewPage();
        open(build.getUrl());

        for (int width : WIDTHS) {
            browser.width(width);
            browser.centre(browser.see(TABLE));
            browser.picture("build-new-page-" + width);
            assertThat(browser.run("""
                    const card = arguments[0].closest('.jenkins-card__content');
                    return card.scrollWidth <= card.clientWidth""", browser.see(TABLE)))
                    .as("the card holds the table at %s pixels", width)
                    .isEqualTo(true);
            assertThat(hasRoom())
                    .as("there is no more room at %s pixels", width)
                    .isTrue();
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

    /** Tells whether the table shows all its columns, or has the width of the page. */
    private static boolean hasRoom() {
        return (boolean) browser.run("""
                const table = arguments[0].firstElementChild;
                const space = document.documentElement.clientWidth - table.getBoundingClientRect().right;
                return table.scrollWidth <= table.clientWidth || space < 50""", browser.see(TABLE));
    }
}
