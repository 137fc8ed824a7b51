package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.DeploymentStatus;
import io.jenkins.plugins.webpaas.api.DeploymentStatus.Stage;
import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the decision how far a deployment has come, with what the stand-in tells. */
class DeploymentStatusTest {
    private static final String COMMIT = "3f2a9c1".repeat(5) + "3f2a9";
    private static final DeploymentStatus DEPLOYED = new DeploymentStatus(Stage.DEPLOYED, "");

    @RegisterExtension
    private final PollerFixture fixture = new PollerFixture();

    private StandInActivity push() {
        return fixture.standIn.world().integrate(fixture.standIn.world().project(StandIn.PROJECT), "pr-12", COMMIT);
    }

    private StandInEnvironment preview() {
        return fixture.standIn.world().project(StandIn.PROJECT).environment("pr-12");
    }

    private DeploymentStatus status(String commit) throws IOException {
        Environment environment =
                fixture.api.findEnvironment(StandIn.PROJECT, "pr-12").orElse(null);
        List<Activity> newestFirst =
                environment == null ? List.of() : fixture.api.activities().deployments(StandIn.PROJECT, "pr-12");
        return DeploymentStatus.of(environment, commit, newestFirst.isEmpty() ? null : newestFirst.get(0));
    }

    private void assertPending(String reason) throws IOException {
        assertThat(status(COMMIT)).isEqualTo(new DeploymentStatus(Stage.PENDING, reason));
    }

    @Test
    void aDeploymentComesToItsEndStepByStep() throws Exception {
        assertPending("it does not exist yet");
        StandInActivity push = push();
        assertPending("an activity is pending or running there");
        push.start();
        assertPending("an activity is pending or running there");
        push.complete(Result.SUCCESS);

        assertThat(status(COMMIT)).isEqualTo(DEPLOYED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3f2a9c1", "3F2A9C13F2"})
    void anAbbreviatedCommitIsTheCommit(String commit) throws Exception {
        push().complete(Result.SUCCESS);

        assertThat(status(commit)).isEqualTo(DEPLOYED);
        assertThat(status(null)).isEqualTo(DEPLOYED);
        assertThat(status("3f2a9c2"))
                .isEqualTo(new DeploymentStatus(Stage.PENDING, "it is at another commit, 3f2a9c1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3f2a9c", "main", "HEAD", "3f2a9c1 "})
    void whatIsNoCommitIsRefused(String commit) {
        assertThatThrownBy(() -> WaitState.ofDeployment(StandIn.PROJECT, "pr-12", commit, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("commit: '" + commit + "' is no commit.");
    }

    @ParameterizedTest
    @CsvSource({
        "inactive, it is inactive: activate it",
        "paused, it is paused: resume it",
        "deleting, it is being deleted",
    })
    void aStatusKeepsItBack(String status, String reason) throws Exception {
        push().complete(Result.SUCCESS);
        preview().status(status);

        assertPending(reason);
    }

    @Test
    void whatIsStagedIsNotDeployed() throws Exception {
        push().complete(Result.SUCCESS);
        push().stage();

        assertPending("its changes are staged: they are held until somebody deploys the environment");
    }

    /** The environment shows the last deployment, which went well: only the activity tells. */
    @Test
    void aBuildThatFailedIsAFailure() throws Exception {
        push().complete(Result.SUCCESS);
        StandInActivity failed = push().failBuild();

        assertThat(status(COMMIT))
                .isEqualTo(new DeploymentStatus(
                        Stage.FAILED, "its last deployment, activity " + failed.id() + ", failed"));
    }

    @Test
    void aDeploymentThatWasCancelledIsAFailure() throws Exception {
        StandInActivity cancelled = push().cancel();

        assertThat(status(COMMIT))
                .isEqualTo(new DeploymentStatus(
                        Stage.FAILED, "its last deployment, activity " + cancelled.id() + ", was cancelled"));
    }

    /** The service forgets activities, and keeps the state of the deployment. */
    @Test
    void withoutTheActivityTheEnvironmentTells() throws Exception {
        StandInActivity failed = push();
        failed.complete(Result.FAILURE);
        preview().status("active").project().forget(failed);

        assertThat(status(COMMIT)).isEqualTo(new DeploymentStatus(Stage.FAILED, "its last deployment failed (error)"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommandThatFailedIsNotWell(boolean isForgotten) throws Exception {
        StandInActivity push = push().command("app", "deploy", 1);
        push.complete(Result.SUCCESS);
        if (isForgotten) {
            preview().project().forget(push);
        }

        assertThat(status(COMMIT))
                .isEqualTo(new DeploymentStatus(Stage.UNSTABLE, "a command in its last deployment failed"));
    }

    @Test
    void backupsAndOthersDeployNothing() throws Exception {
        push().complete(Result.SUCCESS);
        fixture.standIn
                .world()
                .begin("environment.backup", preview(), fixture.bot)
                .complete(Result.FAILURE);

        assertThat(status(COMMIT)).isEqualTo(DEPLOYED);
    }

    @Test
    void aPushThatHasNotEndedIsAfterABookmarkAndABackupIsNot() throws Exception {
        fixture.begin("environment.push").complete(Result.SUCCESS);
        StandInActivity push = fixture.begin("environment.push");
        fixture.begin("environment.backup");
        push().start();
        ActivityBookmark bookmark = fixture.api.activities().mark(StandIn.PROJECT, null);

        assertThat(fixture.api.activities().startedSince(bookmark))
                .extracting(Activity::id)
                .containsExactly(push.id());
        assertThat(fixture.api.activities().startedSince(fixture.bookmark()))
                .extracting(Activity::id)
                .containsExactly(push.id());
    }

    /** The push is on the second page of the list. */
    @Test
    void aPushThatHasNotEndedIsFoundBehindMany() throws Exception {
        StandInActivity push = fixture.begin("environment.push");
        for (int i = 0; i < 5; i++) {
            fixture.begin("environment.backup").complete(Result.SUCCESS);
        }
        ActivityBookmark bookmark = fixture.bookmark();
        StandInActivity later = fixture.begin("environment.redeploy");
        for (int i = 0; i < 16; i++) {
            fixture.standIn
                    .world()
                    .begin(
                            "environment.cron",
                            fixture.main,
                            fixture.standIn.world().add(new Account("cron" + i, "Cron", "Job")));
        }

        assertThat(fixture.api.activities().startedSince(bookmark))
                .extracting(Activity::id)
                .containsExactly(push.id(), later.id());
    }
}
