package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests activities against the stand-in, whose clock differs from this machine's. */
class ActivitiesTest {
    private final StandIn standIn = StandIn.start();
    private final io.jenkins.plugins.webpaas.standin.StandInEnvironment main =
            standIn.world().project(StandIn.PROJECT).environment("main");
    private final Account bot = standIn.world().account("deploy-bot");
    private final Account other = standIn.world().add(new Account("other", "Other", "User"));
    private final Activities activities = StandInService.client(Clock.systemUTC())
            .as(new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN))
            .activities();

    ActivitiesTest() {
        standIn.clock().skew(Duration.ofHours(-3));
    }

    @AfterEach
    void close() {
        standIn.close();
    }

    private io.jenkins.plugins.webpaas.standin.StandInActivity begin(String type, Account user) {
        standIn.clock().advance(Duration.ofMillis(10));
        return standIn.world().begin(type, main, user);
    }

    @Test
    void oneIsReadByProjectAndId() throws Exception {
        var push = begin("environment.push", bot).command("app", "deploy", 1).complete(Result.SUCCESS);

        Activity activity = activities.get(StandIn.PROJECT, push.id());

        assertThat(activity.project()).isEqualTo(StandIn.PROJECT);
        assertThat(activity.environment()).isEqualTo("main");
        assertThat(activity.userId()).isEqualTo(bot.id());
        assertThat(activity.commit()).isEqualTo(main.headCommit()).isNotNull();
        assertThat(activity.isSuccess()).isTrue();
        assertThat(activity.hasFailedCommand()).isTrue();
        assertThat(CallFailure.call(() -> activities.get(StandIn.PROJECT, "gone")))
                .hasMessageStartingWith("Could not read activity gone of project 'abcdefghij234'");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            complete,    0,   ,        true
            cancelled,   0,   ,        true
            staged,      0,   success, true
            in_progress, 99,  ,        false
            in_progress, 100, ,        false
            pondering,   100, success, true
            pondering,   50,  success, false
            ,            0,   ,        false
            """)
    void isFinalInTheStatesThatAreAndWhenAllIsDoneWithAResult(
            String state, int percent, String result, boolean isFinal) {
        Activity activity = new Activity(
                "a", null, List.of(), null, null, state, result, percent, null, null, null, null, null, null, false,
                null);

        assertThat(activity.isFinal()).isEqualTo(isFinal);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 250})
    void manyAreListedPageByPage(int count) throws Exception {
        Map<String, Instant> created = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Activity activity = activities.get(
                    StandIn.PROJECT, begin("environment.backup", bot).id());
            begin("environment.cron", other);
            created.put(activity.id(), activity.createdAt());
        }
        for (int i = 0; i < 500; i++) {
            begin("environment.cron", other);
        }

        assertThat(activities.list(StandIn.PROJECT, created))
                .containsKeys(created.keySet().toArray(String[]::new));
        assertThat(standIn.requests().count(Endpoint.ACTIVITIES)).isEqualTo(count == 2 ? 1 : 6);
    }

    @Test
    void whatIsGoneIsNotLookedForInTheWholeHistory() throws Exception {
        for (int i = 0; i < 300; i++) {
            begin("environment.cron", other);
        }
        var gone =
                activities.get(StandIn.PROJECT, begin("environment.backup", bot).id());
        var there =
                activities.get(StandIn.PROJECT, begin("environment.backup", bot).id());
        standIn.world().project(StandIn.PROJECT).activities().stream()
                .filter(activity -> activity.id().equals(gone.id()))
                .forEach(standIn.world().project(StandIn.PROJECT)::forget);

        assertThat(activities.list(StandIn.PROJECT, Map.of(gone.id(), gone.createdAt(), there.id(), there.createdAt())))
                .containsKey(there.id())
                .doesNotContainKey(gone.id());
        assertThat(standIn.requests().count(Endpoint.ACTIVITIES)).isOne();
    }

    @Test
    void whatThisAccountStartedSinceAMark() throws Exception {
        begin("environment.push", bot).complete(Result.SUCCESS);
        begin("environment.push", other);
        ActivityBookmark mark = activities.mark(StandIn.PROJECT, "main");
        assertThat(activities.startedSince(mark)).isEmpty();
        List<String> ours = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ours.add(begin("environment.push", bot).id());
            begin("environment.push", other);
            begin("integration.webhook", bot);
            standIn.world().begin("environment.push", main.project().environment("feature/x"), bot);
        }

        assertThat(activities.startedSince(mark)).extracting(Activity::id).isEqualTo(ours);
    }

    @Test
    void aMarkInAnEnvironmentWithoutAnyHistory() throws Exception {
        ActivityBookmark mark = activities.mark(StandIn.PROJECT, "feature/x");
        var push = standIn.world().begin("environment.push", main.project().environment("feature/x"), bot);

        assertThat(activities.startedSince(mark)).extracting(Activity::id).containsExactly(push.id());
    }

    @Test
    void aMarkWithoutTimesGoesByIds() throws Exception {
        for (int i = 0; i < 3; i++) {
            begin("environment.push", bot).withoutTimestamps().complete(Result.SUCCESS);
        }
        ActivityBookmark mark = activities.mark(StandIn.PROJECT, "main");
        var push = begin("environment.push", bot).withoutTimestamps();

        assertThat(activities.startedSince(mark)).extracting(Activity::id).containsExactly(push.id());
    }

    /** The service deletes the newest activities, and an older activity must not be taken for a new one. */
    @Test
    void aMarkWhoseActivitiesAreGoneGoesByTime() throws Exception {
        var backups = new ArrayList<io.jenkins.plugins.webpaas.standin.StandInActivity>();
        for (int i = 0; i < 25; i++) {
            backups.add(begin("environment.backup", bot));
        }
        ActivityBookmark mark = activities.mark(StandIn.PROJECT, "main");
        backups.subList(5, 25).forEach(main.project()::forget);

        assertThat(activities.startedSince(mark)).isEmpty();
    }

    @Test
    void cancelsWhatCanBeCancelled() throws Exception {
        var push = begin("environment.push", bot);
        assertThat(activities.cancel(StandIn.PROJECT, push.id())).isEqualTo(Cancellation.ACCEPTED);
        assertThat(push.state()).isEqualTo("cancelled");
        assertThat(activities.cancel(StandIn.PROJECT, push.id())).isEqualTo(Cancellation.TOO_LATE);
        assertThat(standIn.requests().count(Endpoint.CANCEL)).isOne();
        var backup = begin("environment.backup", bot);
        assertThat(activities.cancel(StandIn.PROJECT, backup.id())).isEqualTo(Cancellation.IMPOSSIBLE);
    }

    @Test
    void aCancellationThatComesTooLateIsNoError() throws Exception {
        var push = begin("environment.push", bot);
        standIn.faults().add(Endpoint.CANCEL, Fault.dropAfter().times(1));
        assertThat(activities.cancel(StandIn.PROJECT, push.id())).isEqualTo(Cancellation.TOO_LATE);

        standIn.faults().add(Endpoint.CANCEL, Fault.status(403));
        assertThat(CallFailure.call(() -> activities.cancel(
                                StandIn.PROJECT, begin("environment.push", bot).id()))
                        .problem())
                .isEqualTo(Problem.FORBIDDEN);
    }
}
