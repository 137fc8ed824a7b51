package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandInData;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads logs over connections that break off, and tells when an activity is over. */
class ActivityTrackerTest extends ActivityTrackerFixture {
    @Test
    void tellsWhatIsNewAndTheEnd() throws Exception {
        assertThat(look()).isEmpty();
        activity.start().log("one\n").log("tw");
        assertThat(look()).isEqualTo("one\ntw");
        assertThat(tracker.isOver()).isFalse();
        activity.log("o\n").complete(Result.SUCCESS);

        assertThat(look()).isEqualTo("o\n");
        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.activity().isSuccess()).isTrue();
        assertThat(tracker.logEnd()).isEqualTo("one\ntwo");
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

        StringBuilder log = new StringBuilder();
        for (int i = 1; i <= 21; i++) {
            boolean isFromTheBeginning = parameters != StandInData.LogParameters.UNDERSTOOD;
            activity.log().dropAfter(isFromTheBeginning ? 490 * i : 490);
            int all = Math.min(490 * i, 10_000);
            do { // a request ends after 3 s, with what has arrived
                log.append(look());
            } while (log.chars().filter(c -> c == '\n').count() < all);
        }
        assertThat(standIn.requests().count(Endpoint.LOG)).isGreaterThanOrEqualTo(21);
        activity.log().dropNoMore();
        log.append(look());

        assertThat(log).hasToString(expected);
        assertThat(tracker.isOver()).isTrue();
    }

    @Test
    void aBrokenStreamIsTakenUpAtOnce() throws Exception {
        activity.log("one\n").log("two\n").log().dropAfter(1);

        assertThat(look()).isEqualTo("one\n");
        assertThat(tracker.hasMoreLog()).isTrue();
        assertThat(look()).isEqualTo("two\n");
        assertThat(look()).isEmpty();
        assertThat(tracker.hasMoreLog()).isFalse();
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

        tracker = new ActivityTracker(tracker.state(), () -> now);

        assertThat(tracker.wasRead()).isTrue();
        assertThat(look()).isEqualTo("100\n");
        assertThat(standIn.requests().last(Endpoint.LOG).parameters().get("start_at"))
                .containsExactly("80");
        assertThat(tracker.logEnd()).startsWith("81\n").endsWith("\n100");
    }

    @Test
    void aLogWithoutASealIsWaitedForAWhile() throws Exception {
        activity.log().withoutSeal();
        activity.log("one\n").complete(Result.FAILURE);

        look();
        assertThat(tracker.isOver()).isFalse();
        now = now.plus(ActivityTracker.SEAL_TIMEOUT).minusMillis(1);
        activity.log("late\n");
        assertThat(look()).isEqualTo("late\n");
        now = now.plus(ActivityTracker.SEAL_TIMEOUT).minusMillis(1);
        assertThat(tracker.isOver()).isFalse();
        now = now.plusMillis(1);
        assertThat(tracker.isOver()).isTrue();
    }

    @Test
    void aSealedLogIsNotTheEndOfTheActivity() throws Exception {
        activity.start().log().seal();
        look();
        now = now.plus(Duration.ofHours(1));
        look();

        assertThat(tracker.isOver()).isFalse();
    }

    @Test
    void anUnknownStateIsNoEndAndACancelledActivityIs() throws Exception {
        activity.start().state("pondering");
        look();
        assertThat(tracker.hasEnded()).isFalse();
        activity.cancel();
        look();

        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.activity().isSuccess()).isFalse();
    }

    @Test
    void aStagedActivityIsOverForThoseWhoWait() throws Exception {
        activity.start().stage();
        look();

        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.activity().isStaged()).isTrue();
    }

    @Test
    void timesThatAreNullDoNoHarm() throws Exception {
        activity.withoutTimestamps().start().log("one\n");
        assertThat(look()).isEqualTo("one\n");
        activity.complete(Result.SUCCESS);
        look();

        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.createdAt()).isNull();
    }
}
