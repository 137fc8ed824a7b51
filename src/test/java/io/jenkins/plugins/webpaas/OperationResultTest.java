package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.activity.WaitState.ActivityState;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.LogPosition;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.SiteUrls;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.job.ActivityResult;
import io.jenkins.plugins.webpaas.job.OperationResult;
import io.jenkins.plugins.webpaas.job.PushedCommit;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The values that scripts get of an operation and its activities; not in the package of the classes, whose tests need Jenkins. */
class OperationResultTest {
    private final StandIn standIn = StandIn.start();
    private final StandInEnvironment main =
            standIn.world().project(StandIn.PROJECT).environment("main");
    private final ApiToken token = new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN);
    private final WebPaasApi api = StandInService.client(Clock.systemUTC()).as(token);

    @AfterEach
    void close() {
        standIn.close();
    }

    private StandInActivity begin(String type) {
        return standIn.world().begin(type, main, standIn.world().account("deploy-bot"));
    }

    private List<Activity> read(StandInActivity... activities) throws IOException {
        List<Activity> read = new ArrayList<>();
        for (StandInActivity activity : activities) {
            read.add(api.activities().get(StandIn.PROJECT, activity.id()));
        }
        return read;
    }

    private OperationResult of(StandInActivity... activities) throws IOException {
        return OperationResult.of(StandIn.PROJECT, "main", ActivityResult.of(token.service(), read(activities)));
    }

    private OperationResult of(Outcome.Status status, StandInActivity... activities) throws IOException {
        Outcome outcome = new Outcome(status, token.service(), read(activities), List.of());
        return OperationResult.of(StandIn.PROJECT, "main", List.of()).ended(outcome);
    }

    @Test
    void hasTheValuesOfTheActivityThatIsNoIntegration() throws Exception {
        StandInActivity webhook = begin("integration.webhook").complete(Result.SUCCESS);
        new Operation.Backup(false).start(api.operations(), api.environment(StandIn.PROJECT, "main"));
        StandInActivity backup = standIn.world().project(StandIn.PROJECT).activity("environment.backup");
        OperationResult running = of(webhook, backup.start());

        assertThat(running.getId()).isEqualTo(backup.id());
        assertThat(running.getState()).isEqualTo("in_progress");
        assertThat(running.getStartedAt()).isNotNull();
        assertThat(running.getResult()).isNull();
        assertThat(running.getDuration()).isNull();
        assertThat(running.getBackup()).isNull();
        backup.complete(Result.SUCCESS);
        OperationResult complete = of(webhook, backup);
        assertThat(complete.getType()).isEqualTo("environment.backup");
        assertThat(complete.getState()).isEqualTo("complete");
        assertThat(complete.getResult()).isEqualTo("success");
        assertThat(complete.getBackup()).isEqualTo(main.backups().get(0).id());
        assertThat(complete.getDuration()).isNotNegative();
        assertThat(complete.getUrl()).isNull();
        assertThat(complete.getApiUrl()).endsWith("/activities/" + backup.id());
        assertThat(complete.getActivities()).hasSize(2);
        assertThat(complete.isSkipped()).isFalse();
    }

    @Test
    void isAFailureIfAnyActivityIs() throws Exception {
        StandInActivity good =
                begin("environment.push").command("app", "deploy", 3).complete(Result.SUCCESS);

        assertThat(of(good, begin("environment.push").complete(Result.FAILURE)).getResult())
                .isEqualTo("failure");
        assertThat(of(good, begin("environment.push").complete(null)).getResult())
                .isEqualTo("failure");
        assertThat(of(good, begin("environment.push")).getResult()).isNull();
        assertThat(of(good).getResult()).isEqualTo("success");
        assertThat(of(good).isCommandFailed()).isTrue();
    }

    @Test
    void withoutActivitiesItIsDoneOrSkipped() throws Exception {
        assertThat(of().getState()).isEqualTo("complete");
        assertThat(of().getResult()).isEqualTo("success");
        OperationResult skipped = OperationResult.skipped(StandIn.PROJECT, "main");
        assertThat(skipped.isSkipped()).isTrue();
        assertThat(skipped.getState()).isNull();
        assertThat(skipped.getResult()).isNull();
        assertThat(skipped.getId()).isNull();
    }

    @Test
    void whatIsNotKnownInTimeIsNoSuccess() throws Exception {
        OperationResult nothingKnown = of(Outcome.Status.TIMED_OUT);
        assertThat(nothingKnown.getResult()).isNull();
        assertThat(nothingKnown.getState()).isNull();
        assertThat(nothingKnown).hasToString("[]");

        StandInActivity push = begin("environment.push").complete(Result.SUCCESS);
        assertThat(of(Outcome.Status.TIMED_OUT, push).getResult()).isNull();
        assertThat(of(Outcome.Status.SUCCESS, push).getResult()).isEqualTo("success");
    }

    @Test
    void ofAPartTheActivitiesFollowThoseOfThePartsBefore() throws Exception {
        StandInActivity first = begin("environment.branch").complete(Result.SUCCESS);
        StandInActivity second = begin("environment.push").complete(Result.SUCCESS);
        OperationResult part = of(second);

        assertThat(part.after(null)).isSameAs(part);
        assertThat(part.after(of(first)).getActivities())
                .extracting(ActivityResult::getId)
                .containsExactly(first.id(), second.id());
    }

    @Test
    void aPushKeepsItsCommitThroughItsWait() throws Exception {
        PushedCommit commit = new PushedCommit("3f2a9c1", true, null);
        OperationResult pushed =
                of().withPush(commit).ended(new Outcome(Outcome.Status.SUCCESS, token.service(), List.of(), List.of()));

        assertThat(pushed.push()).isSameAs(commit);
        assertThat(pushed.getCommit()).isEqualTo("3f2a9c1");
        assertThat(pushed.isCreated()).isTrue();
        assertThat(of().withPush(new PushedCommit("3f2a9c1", false, null)).isCreated())
                .isFalse();
        assertThat(of().push()).isNull();
        assertThat(of().getCommit()).isNull();
        assertThat(of().isCreated()).isFalse();
    }

    @Test
    void thePrimaryAddressOfASiteComesFirst() throws Exception {
        SiteUrls site =
                new SiteUrls("https://www.example.com/", List.of("https://a.test/", "https://www.example.com/"));
        OperationResult deployed = of().withSite(site);

        assertThat(deployed.getUrls()).containsExactly("https://www.example.com/", "https://a.test/");
        assertThat(deployed.getUrl()).isEqualTo("https://www.example.com/");
        assertThat(of().withSite(new SiteUrls(null, List.of("https://a.test/"))).getUrls())
                .containsExactly("https://a.test/");
        assertThat(of().withSite(SiteUrls.NONE).getUrl()).isNull();
    }

    @Test
    void onlyAnEndedDeploymentOfTheEnvironmentHasDeployed() throws Exception {
        StandInActivity elsewhere = standIn.world()
                .integrate(standIn.world().project(StandIn.PROJECT), "pr-12", "3f2a9c1")
                .complete(Result.SUCCESS);

        assertThat(of(begin("environment.push").complete(Result.FAILURE)).hasDeployed())
                .isTrue();
        assertThat(of(begin("environment.push")).hasDeployed()).isFalse();
        assertThat(of(begin("environment.backup").complete(Result.SUCCESS)).hasDeployed())
                .isFalse();
        assertThat(of(elsewhere).hasDeployed()).isFalse();
        assertThat(of().hasDeployed()).isFalse();
    }

    @Test
    void tellsWhatItWasForAndHowItEnded() throws Exception {
        StandInActivity push = begin("environment.push").start().complete(Result.SUCCESS);
        OperationResult result = of(push);

        assertThat(result.getProject()).isEqualTo(StandIn.PROJECT);
        assertThat(result.getEnvironment()).isEqualTo("main");
        assertThat(result.getCompletedAt()).isEqualTo(read(push).get(0).completedAt());
        assertThat(result.isCommandFailed()).isFalse();
        assertThat(result.getUrls()).isEmpty();
        assertThat(result).hasToString("[activity " + push.id() + " (environment.push, complete, success)]");
        assertThat(of().getCompletedAt()).isNull();
        assertThat(of()).hasToString("done at once");
        assertThat(OperationResult.skipped(StandIn.PROJECT, "main")).hasToString("skipped");
    }

    @Test
    void anActivityIsShownAsTheServiceSendsIt() throws Exception {
        StandInActivity push = standIn.world()
                .integrate(standIn.world().project(StandIn.PROJECT), "pr-12", "3f2a9c1")
                .start()
                .complete(Result.SUCCESS);
        Activity sent = read(push).get(0);
        ActivityResult shown = of(push).getActivities().get(0);

        assertThat(shown.getProject()).isEqualTo(StandIn.PROJECT);
        assertThat(shown.getEnvironment()).isEqualTo("pr-12");
        assertThat(shown.isCommandFailed()).isFalse();
        assertThat(shown.getCreatedAt()).isEqualTo(sent.createdAt()).isNotNull();
        assertThat(shown.getStartedAt()).isEqualTo(sent.startedAt()).isNotNull();
        assertThat(shown.getStartedAtText()).isEqualTo(sent.startedAt().toString());
        assertThat(shown.getCommit()).isEqualTo(sent.commit()).isNotNull();
    }

    @Test
    void theActivitiesOfAWaitAreThoseOfItsOutcome() throws Exception {
        StandInActivity push = begin("environment.push").complete(Result.SUCCESS);

        assertThat(of(Outcome.Status.SUCCESS, push).getActivities())
                .extracting(ActivityResult::getId)
                .containsExactly(push.id());
    }

    @Test
    void whatABuildSavesComesBack() throws Exception {
        OperationResult result = of(begin("environment.push").complete(Result.SUCCESS));
        assertThat(copy(result)).usingRecursiveComparison().isEqualTo(result);

        for (Object saved : List.of(
                new ActivityState("a", "environment.push", Instant.EPOCH, new LogPosition(3, "0", "2")),
                WaitState.ofIds(StandIn.PROJECT, List.of("a", "b")).until(Instant.EPOCH),
                WaitState.since(
                        new ActivityBookmark(StandIn.PROJECT, "main", Instant.EPOCH, Set.of("b"), Set.of(), Set.of())),
                WaitState.ofDeployment(StandIn.PROJECT, "pr-12", "3f2a9c1", null))) {
            assertThat(copy(saved)).usingRecursiveComparison().isEqualTo(saved);
        }
    }

    private static Object copy(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }
}
