package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.webpaas.folder.WebPaasFolderProperty;
import io.jenkins.plugins.webpaas.folder.WebPaasFolders;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.pipeline.WithWebPaasStep;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.step.WebPaasBackupStep;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The form of a folder's defaults, and the forms of its jobs. */
class FolderFormTest extends FormRequestsTest {
    private static final String NONE = "credentialsId=";

    private Folder teams;
    private Folder shop;
    private FreeStyleProject inside;

    @BeforeEach
    void createFolders() throws Exception {
        teams = jenkins.createProject(Folder.class, "Teams");
        shop = teams.createProject(Folder.class, "Shop");
        inside = shop.createProject(FreeStyleProject.class, "inside");
        WebPaasFolders.name(teams, StandInJenkins.CREDENTIALS_ID, StandIn.PROJECT);
    }

    @Test
    void aJobsFormsSayThatTheTokenIsFromTheFolderAndRequireNone() throws Exception {
        for (Class<?> login : List.of(WithWebPaasStep.class, WebPaasBuildWrapper.class)) {
            assertThat(items(post("author", inside, login, "fillCredentialsIdItems", NONE)))
                    .startsWith("From the folder Teams = ");
            assertThat(check(inside, login, "CredentialsId", "")).isEqualTo("<div/>");
            assertThat(check(inside, login, "Environment", "main")).isEqualTo("<div/>");
            assertThat(check(job, login, "CredentialsId", "")).contains("Choose an API token");
        }
        assertThat(items(post("author", inside, WebPaasBackupStep.class, "fillCredentialsIdItems", NONE)))
                .startsWith("Inherit from this job's login, or from the folder Teams = ");
        WorkflowJob pipeline = shop.createProject(WorkflowJob.class, "pipeline");
        assertThat(items(post("author", pipeline, WebPaasBackupStep.class, "fillCredentialsIdItems", NONE)))
                .startsWith("Inherit from withWebPaas, or from the folder Teams = ");
    }

    @Test
    void aJobsFormsSuggestWithTheTokenAndProjectOfTheFolder() throws Exception {
        assertThat(items(post("author", inside, WithWebPaasStep.class, "fillProjectItems", NONE)))
                .containsExactly("Shop (abcdefghij234) = abcdefghij234");
        assertThat(items(post("author", inside, WithWebPaasStep.class, "fillEnvironmentItems", NONE + "&project=")))
                .hasSize(3);
    }

    @Test
    void theFoldersFormInheritsFromTheFoldersAround() throws Exception {
        assertThat(items(post("author", shop, WebPaasFolderProperty.class, "fillCredentialsIdItems", NONE)))
                .startsWith("From the folder Teams = ")
                .anyMatch(item -> item.endsWith(" = deploy-bot"));
        assertThat(items(post("author", teams, WebPaasFolderProperty.class, "fillCredentialsIdItems", NONE)))
                .startsWith("None = ");
        assertThat(items(post("author", shop, WebPaasFolderProperty.class, "fillProjectItems", NONE)))
                .hasSize(1);
        assertThat(check(shop, WebPaasFolderProperty.class, "Project", "My shop"))
                .contains("is no project id");
        assertThat(check(shop, WebPaasFolderProperty.class, "CredentialsId", ""))
                .isEqualTo("<div/>");
    }

    @Test
    void nothingIsToldToThoseWhoMayNotUseTheCredentials() throws Exception {
        assertThat(items(post("viewer", shop, WebPaasFolderProperty.class, "fillProjectItems", NONE)))
                .isEmpty();
        assertThat(items(post("viewer", inside, WithWebPaasStep.class, "fillProjectItems", NONE)))
                .isEmpty();
        assertThat(standIn.requests().all()).isEmpty();
    }
}
