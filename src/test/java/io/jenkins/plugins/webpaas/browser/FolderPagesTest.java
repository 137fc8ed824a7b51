package io.jenkins.plugins.webpaas.browser;

import static io.jenkins.plugins.webpaas.browser.Browser.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.webpaas.folder.WebPaasFolderProperty;
import io.jenkins.plugins.webpaas.folder.WebPaasFolders;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Looks at the form of a folder, and at the form of a job that takes the token from its folder. */
class FolderPagesTest extends PageTest {

    @Test
    void aFolderNamesTokenAndProject() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "Teams");
        browser.width(WIDE);
        open("job/Teams/configure");
        browser.choose(name("credentialsId"), StandInJenkins.CREDENTIALS_ID);
        browser.fill(name("project"), "a/b");
        browser.see(error("is no project id"));
        browser.fill(name("project"), StandIn.PROJECT);
        browser.click(text("Builds of a branch have the environment of the branch"));
        browser.centre(browser.see(name("project")));
        browser.picture("folder");
        browser.width(NARROW);
        assertThat(List.of("credentialsId", "service", "project")).allMatch(field -> browser.fits(name(field)));
        browser.width(WIDE);
        browser.click(SAVE);
        browser.see(text("Teams"));

        Awaitility.await().until(() -> folder.getProperties().get(WebPaasFolderProperty.class) != null);
        assertThat(folder.getProperties().get(WebPaasFolderProperty.class))
                .extracting("credentialsId", "project", "environmentOfBranch", "deleteEnvironmentWithBranch")
                .containsExactly(StandInJenkins.CREDENTIALS_ID, StandIn.PROJECT, true, false);
    }

    @Test
    void aJobSuggestsWithTheTokenOfItsFolder() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "Teams");
        WebPaasFolders.name(folder, StandInJenkins.CREDENTIALS_ID, StandIn.PROJECT);
        folder.createProject(FreeStyleProject.class, "nightly");
        browser.width(WIDE);
        open("job/Teams/job/nightly/configure");
        browser.click(text("Log in to Web PaaS"));
        browser.see(By.xpath("//option[text()='From the folder Teams']"));
        browser.click(name("environment"));

        Awaitility.await()
                .untilAsserted(() -> assertThat(browser.all(By.cssSelector("[role='option'][data-value='feature/x']")))
                        .isNotEmpty());
        browser.picture("folder-job");
        browser.open("about:blank");
    }

    @Test
    void theListOfDeletionsFitsWithItsReasons() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "Shop");
        WebPaasFolders.name(folder, StandInJenkins.CREDENTIALS_ID, StandIn.PROJECT);
        WebPaasFolders.noteDeletions(
                folder.createProject(FreeStyleProject.class, "feature-x"), "feature/x", "feature/a-rather-long-name");
        browser.width(WIDE);
        open("manage/webpaas-deletions/");
        browser.see(text("feature/a-rather-long-name"));
        browser.see(text("kept"));
        browser.picture("deletions");
        browser.width(NARROW);
        assertThat(browser.fits(By.cssSelector(".webpaas-table"))).isTrue();
        assertThat(browser.all(By.className("webpaas-table__text")))
                .as("the width of reasons, so that lines have several words")
                .isNotEmpty()
                .allMatch(reason -> reason.getSize().width >= 250);
        browser.width(WIDE);

        browser.click(By.cssSelector("[data-url*='remove?id='], [href*='remove?id=']"));
        browser.click(text("Yes"));
        browser.see(text("Ended (1)"));
    }
}
