package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.webpaas.api.Activities;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInData;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Activities of the stand-in, followed over connections that break off. */
class ActivityTrackerTest {
    private StandIn standIn;
    private Activities activities;
    private StandInActivity activity;
    private ActivityTracker follower;
    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @BeforeEach
    void start() throws Exception {
        standIn = StandIn.start();
        WebPaasApi api = StandInService.client(Clock.systemUTC())
                .withoutRetries(new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN));
        activities = api.activities();
        var started = api.operations().run(api.environment(StandIn.PROJECT, "main"), "update", Map.of());
        activity = standIn.world().project(StandIn.PROJECT).activity("environment.source-operation");
        follower = new ActivityTracker(TrackedActivityState.of(started.get(0)), clock);
    }

    @AfterEach
    void close() {
        standIn.close();
    }

    private String look() throws IOException {
        follower.saw(activities.get(StandIn.PROJECT, follower.id()));
        return follower.take(follower.fetchLog(activities));
    }

    @Test
    void tellsWhatIsNewAndTheEnd() throws Exception {
        assertThat(look()).isEmpty();
        activity.start().log("one\n").log("tw");
        assertThat(look()).isEqualTo("one\ntw");
        assertThat(follower.isOver()).isFalse();
        activity.log("o\n").complete(Result.SUCCESS);

        assertThat(look()).isEqualTo("o\n");
        assertThat(follower.isOver()).isTrue();
        assertThat(follower.activity().isSuccess()).isTrue();
        assertThat(follower.tail()).isEqualTo("one\ntwo");
    }

    @ParameterizedTest
    @EnumSource(StandInData.LogParameters.class)
    void tenThousandLinesOverTwentyBrokenStreamsComeOnceAndInOrder(StandInData.LogParameters parameters)
            throws Exception {
        standIn.world().logParameters(parameters);
        String expected =
                IntStream.range(0, 10_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        expected.lines().forEach(line -> activity.log(line + "\n"));
        activity.complete(Result.SUCCESS);

        StringBuilder told = new StringBuilder();
        for (int i = 1; i <= 21; i++) {
            boolean isFromTheBeginning = parameters != StandInData.LogParameters.UNDERSTOOD;
            activity.log().dropAfter(isFromTheBeginning ? 490 * i : 490);
            int all = Math.min(490 * i, 10_000);
            do { // a look ends after 3 s, with what has come by then
                told.append(look());
            } while (told.chars().filter(c -> c == '\n').count() < all);
        }
        assertThat(standIn.requests().count(Endpoint.LOG)).isGreaterThanOrEqualTo(21);
        activity.log().dropNoMore();
        told.append(look());

        assertThat(told).hasToString(expected);
        assertThat(follower.isOver()).isTrue();
    }

    @Test
    void aBrokenStreamIsTakenUpAtOnce() throws Exception {
        activity.log("one\n").log("two\n").log().dropAfter(1);

        assertThat(look()).isEqualTo("one\n");
        assertThat(follower.isBehind()).isTrue();
        assertThat(look()).isEqualTo("two\n");
        assertThat(look()).isEmpty();
        assertThat(follower.isBehind()).isFalse();
    }

    @Test
    void aStreamThatNeverEndsIsReadAsFarAsItGoes() throws Exception {
        standIn.world().logParameters(StandInData.LogParameters.IGNORED);
        activity.start().log("one\n").log("two\n");

        assertThat(look()).isEqualTo("one\ntwo\n");
    }

    @Test
    void whatIsSentAgainIsNotToldAgain() throws Exception {
        String line =
                "{\"_id\": %s, \"data\": {\"timestamp\": \"2026-03-02T09:00:0%s+00:00\", \"message\": \"%s\\n\"}}%n";
        String first = line.formatted("0", "1", "one") + "a proxy's remark\n" + line.formatted("1", "2", "two");
        log(first);
        assertThat(look()).isEqualTo("one\ntwo\n");
        log(first.replace("_id\": 1", "_id\": \"1\"") + line.formatted("2", "3", "three"));
        assertThat(look()).isEqualTo("three\n");
        assertThat(look()).isEmpty();
    }

    @Test
    void itemsWithoutAnIdAreKnownByWhatTheySay() throws Exception {
        String line = "{\"data\": {\"timestamp\": \"2026-03-02T09:00:0%s+00:00\", \"message\": \"%s\\n\"}}%n";
        log(line.formatted("1", "one") + line.formatted("1", "two"));
        assertThat(look()).isEqualTo("one\ntwo\n");
        log(line.formatted("1", "one") + line.formatted("1", "two") + line.formatted("2", "two"));
        assertThat(look()).isEqualTo("two\n");
        log(line.formatted("3", "one"));
        assertThat(look()).isEqualTo("one\n");
    }

    private void log(String body) {
        standIn.faults().clear();
        standIn.faults().add(Endpoint.LOG, Fault.status(200).body(body));
    }

    @Test
    void goesOnFromWhatWasSaved() throws Exception {
        IntStream.range(0, 100).forEach(i -> activity.log(i + "\n"));
        activity.start();
        look();
        activity.log("100\n");

        follower = new ActivityTracker(follower.followed(), clock);

        assertThat(follower.isKnown()).isTrue();
        assertThat(look()).isEqualTo("100\n");
        assertThat(standIn.requests().last(Endpoint.LOG).parameters().get("start_at"))
                .containsExactly("80");
        assertThat(follower.tail()).startsWith("81\n").endsWith("\n100");
    }

    @Test
    void aLogWithoutASealIsWaitedForAWhile() throws Exception {
        activity.log().withoutSeal();
        activity.log("one\n").complete(Result.FAILURE);

        look();
        assertThat(follower.isOver()).isFalse();
        now = now.plus(ActivityTracker.GRACE).minusMillis(1);
        activity.log("late\n");
        assertThat(look()).isEqualTo("late\n");
        now = now.plus(ActivityTracker.GRACE).minusMillis(1);
        assertThat(follower.isOver()).isFalse();
        now = now.plusMillis(1);
        assertThat(follower.isOver()).isTrue();
    }

    @Test
    void aSealedLogIsNotTheEndOfTheActivity() throws Exception {
        activity.start().log().seal();
        look();
        now = now.plus(Duration.ofHours(1));
        look();

        assertThat(follower.isOver()).isFalse();
    }

    @Test
    void anUnknownStateIsNoEndAndACancelledActivityIs() throws Exception {
        activity.start().state("pondering");
        look();
        assertThat(follower.hasEnded()).isFalse();
        activity.cancel();
        look();

        assertThat(follower.isOver()).isTrue();
        assertThat(follower.activity().isSuccess()).isFalse();
    }

    @Test
    void aStagedActivityIsOverForThoseWhoWait() throws Exception {
        activity.start().stage();
        look();

        assertThat(follower.isOver()).isTrue();
        assertThat(follower.activity().isStaged()).isTrue();
    }

    @Test
    void timesThatAreNullDoNoHarm() throws Exception {
        activity.withoutTimestamps().start().log("one\n");
        assertThat(look()).isEqualTo("one\n");
        activity.complete(Result.SUCCESS);
        look();

        assertThat(follower.isOver()).isTrue();
        assertThat(follower.createdAt()).isNull();
    }

    @Test
    void aLogThatCannotBeReadIsCaughtUpWith() throws Exception {
        activity.start().log("one\n");
        for (int status : new int[] {403, 404, 500}) {
            standIn.faults().add(Endpoint.LOG, Fault.status(status).times(1));
            assertThatThrownBy(this::look).isInstanceOf(WebPaasException.class);
        }

        assertThat(look()).isEqualTo("one\n");
    }

    @Test
    void aLogThatIsNeverThereIsGivenUpAfterTheEnd() throws Exception {
        standIn.faults().add(Endpoint.LOG, Fault.refusal(404));
        activity.complete(Result.SUCCESS);

        missed();
        now = now.plus(ActivityTracker.GRACE);

        assertThat(follower.isOver()).isTrue();
        assertThat(follower.gap()).contains("404");
    }

    @Test
    void aLogThatIsNotAnsweredIsAskedForABitLonger() throws Exception {
        activity.start().log("one\n");
        look();
        activity.log("two\n").complete(Result.SUCCESS);
        standIn.faults().add(Endpoint.LOG, Fault.status(503));

        missed();
        now = now.plus(ActivityTracker.PATIENCE).minusMillis(1);
        missed();
        assertThat(follower.isOver()).isFalse();
        now = now.plusMillis(1);
        assertThat(follower.isOver()).isTrue();
        assertThat(follower.gap())
                .startsWith("The end of the log of activity " + activity.id() + " could not be read. ")
                .contains("503");
    }

    @Test
    void aLogThatIsReadInTheEndHasNoGap() throws Exception {
        activity.log().withoutSeal();
        activity.start().log("one\n").complete(Result.SUCCESS);
        standIn.faults().add(Endpoint.LOG, Fault.status(503).times(1));

        missed();
        now = now.plus(ActivityTracker.GRACE);
        assertThat(follower.isOver()).isFalse();
        assertThat(look()).isEqualTo("one\n");
        now = now.plus(ActivityTracker.GRACE);
        assertThat(follower.isOver()).isTrue();
        assertThat(follower.gap()).isNull();
    }

    @Test
    void aLogThatMayBeAskedForMuchLaterIsNotWaitedFor() {
        activity.complete(Result.SUCCESS);
        standIn.faults().add(Endpoint.LOG, Fault.status(429).header("Retry-After", "600"));

        missed();
        now = now.plus(ActivityTracker.GRACE);
        assertThat(follower.isOver()).isTrue();
        assertThat(follower.gap()).contains("429");
    }

    private void missed() {
        IOException why = catchThrowableOfType(IOException.class, this::look);
        assertThat(why).isNotNull();
        follower.missed(why);
    }

    @Test
    void aStreamThatStallsGivesWhatItHas() throws Exception {
        activity.start().log("one\n");
        standIn.faults().add(Endpoint.LOG, Fault.stalledBody().times(1));

        assertThat(look()).isEmpty();
        assertThat(look()).isEqualTo("one\n");
    }
}
