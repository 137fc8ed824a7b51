package io.jenkins.plugins.webpaas.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import io.jenkins.plugins.webpaas.support.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A multibranch project that deletes environments, with the branches {@code main} and {@code feature/x}, which have environments. */
abstract class BranchDeletionFixture extends StandInJenkinsTest {
    static final String FEATURE = "feature/x";

    @TempDir
    private Path repository;

    Folder teams;
    WorkflowMultiBranchProject site;
    WebPaasFolderProperty defaults;
    GitBranches branches;
    StandInProject project;

    @BeforeEach
    void createBranches() throws Exception {
        project = standIn.world().project(StandIn.PROJECT);
        playActivities();
        teams = jenkins.createProject(Folder.class, "Teams");
        site = teams.createProject(WorkflowMultiBranchProject.class, "site");
        defaults = WebPaasFolders.name(site, StandInJenkins.CREDENTIALS_ID, StandIn.PROJECT);
        defaults.setDeleteEnvironmentWithBranch(true);
        branches = GitBranches.create(jenkins, repository, "echo 'built'");
        branches.git("branch " + FEATURE);
        branches.buildIn(site);
    }

    void playActivities() {
        standIn.world().play(Script.success(Duration.ofMillis(100), "Working\n"));
    }

    void deleteJobOf(String branch) throws Exception {
        site.getItemByBranchName(branch).delete();
    }

    boolean exists(String environment) {
        return project.environments().stream().map(StandInEnvironment::id).anyMatch(environment::equals);
    }

    /** Waits for the end of all deletions. */
    EnvironmentDeletionState ended() {
        await().atMost(Patience.SECONDS, TimeUnit.SECONDS)
                .until(() -> EnvironmentDeletions.get().pending().isEmpty());
        return EnvironmentDeletions.get().ended().get(0);
    }

    void assertDeletedOnce() {
        assertThat(ended().isDeleted()).as(ended().getReason()).isTrue();
        assertThat(exists(FEATURE)).isFalse();
        assertThat(standIn.requests().count(Endpoint.DEACTIVATE)).isOne();
        assertThat(standIn.requests().count(Endpoint.ENVIRONMENT_DELETE)).isOne();
    }

    void assertKept(String environment, String reason) {
        assertThat(ended().isDeleted()).isFalse();
        assertThat(ended().isFailed()).isFalse();
        assertThat(ended().getReason()).contains(reason);
        assertThat(exists(environment)).isTrue();
        assertThat(standIn.requests().count(Endpoint.ENVIRONMENT_DELETE)).isZero();
    }

    /** Takes the next steps as if an hour had passed. */
    static void runAnHourLater() {
        EnvironmentDeleter.get().run(Instant.now().plus(Duration.ofHours(2)));
    }
}
