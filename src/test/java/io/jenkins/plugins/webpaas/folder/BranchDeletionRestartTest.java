package io.jenkins.plugins.webpaas.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.job.SecretHunt;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import io.jenkins.plugins.webpaas.support.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A restart of the controller loses no deletion and repeats none. */
class BranchDeletionRestartTest {
    private static final String FEATURE = "feature/x";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path repository;

    private StandIn standIn;
    private StandInProject project;

    @BeforeEach
    void start() {
        standIn = StandIn.start();
        project = standIn.world().project(StandIn.PROJECT);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    private void deleteJob(JenkinsRule jenkins) throws Exception {
        StandInJenkins.configure(standIn);
        WorkflowMultiBranchProject site = jenkins.createProject(WorkflowMultiBranchProject.class, "site");
        WebPaasFolders.name(site, StandInJenkins.CREDENTIALS_ID, StandIn.PROJECT)
                .setDeleteEnvironmentWithBranch(true);
        site.save();
        GitBranches branches = GitBranches.create(jenkins, repository, "echo 'built'");
        branches.git("branch " + FEATURE);
        branches.buildIn(site);
        branches.git("branch -D " + FEATURE);
        branches.index(site);
    }

    private void awaitDeletion() {
        await().atMost(Patience.SECONDS, TimeUnit.SECONDS).until(() -> project.environments().stream()
                .noneMatch(environment -> environment.id().equals(FEATURE)));
        assertThat(standIn.requests().count(Endpoint.DEACTIVATE)).isOne();
        await().until(() -> EnvironmentDeletions.get().pending().isEmpty());
        assertThat(EnvironmentDeletions.get().ended()).singleElement().matches(EnvironmentDeletionState::isDeleted);
    }

    @Test
    void aDeactivationThatIsUnderWayIsWaitedFor() throws Throwable {
        sessions.then(jenkins -> {
            deleteJob(jenkins);
            await().until(() -> !project.activities().isEmpty());
            await().until(() ->
                    !EnvironmentDeletions.get().pending().get(0).activities().isEmpty());
        });
        new SecretHunt(standIn).in(sessions.getHome().toPath());
        project.activities().get(0).complete(Result.SUCCESS);
        standIn.world().play(Script.success(Duration.ofMillis(100), "Working\n"));

        sessions.then(jenkins -> awaitDeletion());
    }

    @Test
    void aServiceThatIsAwayDuringTheRestartIsAskedAgain() throws Throwable {
        standIn.world().play(Script.success(Duration.ofMillis(100), "Working\n"));
        standIn.faults().add(Endpoint.ENVIRONMENT, Fault.status(503));
        sessions.then(jenkins -> {
            deleteJob(jenkins);
            await().until(() -> EnvironmentDeletions.get().pending().get(0).getReason() != null);
        });
        standIn.faults().clear();

        sessions.then(jenkins -> {
            BranchDeletionFixture.runAnHourLater();
            awaitDeletion();
        });
    }

    /** The request is saved before it is sent, and its activity is found after the restart. */
    @Test
    void aRequestWhoseAnswerTheControllerDidNotSeeIsNotSentAgain() throws Throwable {
        standIn.faults()
                .add(Endpoint.DEACTIVATE, Fault.latency(Duration.ofMinutes(1)).acted());
        sessions.then(jenkins -> {
            deleteJob(jenkins);
            await().until(() -> !project.activities().isEmpty());
            assertThat(EnvironmentDeletions.get().pending().get(0).request()).isNotNull();
        });
        standIn.faults().clear();
        standIn.world().play(Script.success(Duration.ofMillis(100), "Working\n"));
        project.activities().get(0).complete(Result.SUCCESS);

        sessions.then(jenkins -> {
            BranchDeletionFixture.runAnHourLater();
            awaitDeletion();
        });
    }
}
