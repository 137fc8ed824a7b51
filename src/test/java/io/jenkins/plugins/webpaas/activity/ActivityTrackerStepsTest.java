package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.Links;
import io.jenkins.plugins.webpaas.api.LogItem;
import io.jenkins.plugins.webpaas.api.LogPage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One activity, followed without a service. */
class ActivityTrackerStepsTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    private Instant now = Instant.EPOCH;
    private final ActivityTracker follower = new ActivityTracker(TrackedActivityState.of("a"), () -> now);

    private static Activity activity(String state, String result) {
        return new Activity(
                "a",
                "abc",
                "main",
                "bot",
                "environment.push",
                state,
                result,
                0,
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                false,
                new Links(Map.of()));
    }

    private static LogPage page(boolean isSealed, boolean isWhole, String... messages) {
        return new LogPage(
                Stream.of(messages).map(text -> new LogItem(text, text)).toList(), isSealed, isWhole);
    }

    private static Activity ended(String result) {
        return activity("complete", result);
    }

    @Test
    void isKnownFromTheFirstLook() {
        assertThat(follower.isKnown()).isFalse();
        assertThat(follower.hasEnded()).isFalse();
        assertThat(follower.isOver()).isFalse();

        follower.saw(activity("in_progress", null));

        assertThat(follower.isKnown()).isTrue();
        assertThat(follower.createdAt()).isEqualTo(Instant.EPOCH);
        assertThat(follower.followed().type()).isEqualTo("environment.push");
        assertThat(follower.hasEnded()).isFalse();
    }

    @Test
    void aSealedLogOfAnEndedActivityIsAll() {
        assertThat(follower.take(page(true, true, "one"))).isEqualTo("one");
        assertThat(follower.isOver()).isFalse();
        follower.saw(ended("success"));

        assertThat(follower.isOver()).isTrue();
        assertThat(follower.gap()).isNull();
    }

    @Test
    void theSealMayComeFiveSecondsAfterTheLastItem() {
        follower.saw(ended("success"));
        now = now.plusSeconds(3);
        follower.take(page(false, true, "one"));
        now = now.plus(ActivityTracker.GRACE).minus(MILLI);
        assertThat(follower.isOver()).isFalse();
        follower.take(page(false, true));
        assertThat(follower.isOver()).as("nothing new came").isFalse();
        now = now.plus(MILLI);

        assertThat(follower.isOver()).isTrue();
        assertThat(follower.gap()).isNull();
    }

    @Test
    void thatItEndedIsNotedOnce() {
        follower.saw(ended("success"));
        now = now.plus(ActivityTracker.PATIENCE).minus(MILLI);
        follower.saw(ended("success"));
        assertThat(follower.isOver()).isFalse();
        now = now.plus(MILLI);

        assertThat(follower.isOver()).isTrue();
        assertThat(follower.gap()).isEqualTo("The end of the log of activity a could not be read.");
    }

    @Test
    void aLogThatCannotBeReadIsGivenUpAfterHalfAMinute() {
        follower.saw(ended("success"));
        follower.missed(new IOException("No answer."));
        now = now.plus(ActivityTracker.GRACE);
        assertThat(follower.isOver()).isFalse();
        now = Instant.EPOCH.plus(ActivityTracker.PATIENCE);

        assertThat(follower.isOver()).isTrue();
        assertThat(follower.gap()).isEqualTo("The end of the log of activity a could not be read. No answer.");
    }

    @Test
    void whatWasMissedAndThenReadIsNoGap() {
        follower.saw(ended("success"));
        follower.missed(new IOException("No answer."));
        follower.take(page(false, true));

        now = now.plus(ActivityTracker.GRACE);
        assertThat(follower.isOver()).isTrue();
        assertThat(follower.gap()).isNull();
    }

    @Test
    void anAnswerThatBreaksOffAfterSomethingNewIsBehind() {
        follower.saw(activity("in_progress", null));
        follower.take(page(false, false, "one"));
        assertThat(follower.isBehind()).isTrue();
        follower.take(page(false, false));
        assertThat(follower.isBehind()).isFalse();
        follower.take(page(false, true, "two"));
        assertThat(follower.isBehind()).isFalse();
        assertThat(follower.followed().log().seen()).isEqualTo(2);
    }

    @Test
    void aQuietOneTellsNothingAndIsOverAtOnceIfAllIsWell() {
        follower.beQuiet();
        assertThat(follower.isQuiet()).isTrue();
        assertThat(follower.take(page(false, true, "one\n"))).isEmpty();
        assertThat(follower.tail()).isEqualTo("one");
        follower.saw(ended("success"));

        assertThat(follower.isOver()).isTrue();
        assertThat(follower.gap()).isNull();
    }

    @Test
    void theLogOfAQuietOneThatFailedMatters() {
        follower.beQuiet();
        follower.saw(ended("failure"));
        assertThat(follower.isOver()).isFalse();
        now = now.plus(ActivityTracker.PATIENCE);
        assertThat(follower.isOver()).isTrue();
        assertThat(follower.gap()).isNull();
    }

    @Test
    void theTailHasWhatWasToldBeforeARestart() {
        ActivityTracker again = new ActivityTracker(
                new TrackedActivityState("a", null, null, new LogPosition(2, "one\n", "two\n")), () -> now);
        assertThat(again.isKnown()).isFalse();

        assertThat(again.take(page(false, true, "one\n", "two\n", "three\n"))).isEqualTo("three\n");

        assertThat(again.tail()).isEqualTo("one\ntwo\nthree");
        assertThat(again.take(page(false, true, "four\n"))).isEqualTo("four\n");
        assertThat(again.followed().log().seen()).isEqualTo(4);
        assertThat(List.of(again.tail().split("\n"))).hasSize(4);
    }
}
