package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.activity.WaitState.ActivityState;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.LogItem;
import io.jenkins.plugins.webpaas.api.LogPage;
import io.jenkins.plugins.webpaas.api.LogPosition;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A tracker step by step, with answers that the test makes. */
class ActivityTrackerStepsTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    private Instant now = Instant.EPOCH;
    private final ActivityTracker tracker = new ActivityTracker(ActivityState.of("a"), () -> now);

    private static LogPage page(boolean isSealed, boolean isWhole, String... messages) {
        return new LogPage(
                Stream.of(messages).map(text -> new LogItem(text, text)).toList(), isSealed, isWhole);
    }

    private static Activity ended(String result) {
        return SampleActivity.of("complete", result, false);
    }

    @Test
    void isKnownFromTheFirstLook() {
        assertThat(tracker.wasRead()).isFalse();
        assertThat(tracker.hasEnded()).isFalse();
        assertThat(tracker.isOver()).isFalse();

        tracker.update(SampleActivity.of("in_progress", null, false));

        assertThat(tracker.wasRead()).isTrue();
        assertThat(tracker.createdAt()).isEqualTo(Instant.EPOCH);
        assertThat(tracker.state().type()).isEqualTo("environment.push");
        assertThat(tracker.hasEnded()).isFalse();
    }

    @Test
    void aSealedLogOfAnEndedActivityIsAll() {
        assertThat(tracker.addLog(page(true, true, "one"))).isEqualTo("one");
        assertThat(tracker.isOver()).isFalse();
        tracker.update(ended("success"));

        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.missingLogRemark()).isEmpty();
    }

    @Test
    void theSealMayComeFiveSecondsAfterTheLastItem() {
        tracker.update(ended("success"));
        now = now.plusSeconds(3);
        tracker.addLog(page(false, true, "one"));
        now = now.plus(ActivityTracker.SEAL_TIMEOUT).minus(MILLI);
        assertThat(tracker.isOver()).isFalse();
        tracker.addLog(page(false, true));
        assertThat(tracker.isOver()).as("nothing new came").isFalse();
        now = now.plus(MILLI);

        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.missingLogRemark()).isEmpty();
    }

    @Test
    void thatItEndedIsNotedOnce() {
        tracker.update(ended("success"));
        now = now.plus(ActivityTracker.READ_TIMEOUT).minus(MILLI);
        tracker.update(ended("success"));
        assertThat(tracker.isOver()).isFalse();
        now = now.plus(MILLI);

        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.missingLogRemark()).hasValue("The end of the log of activity a could not be read.");
    }

    @Test
    void aLogThatCannotBeReadIsGivenUpAfterHalfAMinute() {
        tracker.update(ended("success"));
        tracker.logFailed(new IOException("No answer."));
        now = now.plus(ActivityTracker.SEAL_TIMEOUT);
        assertThat(tracker.isOver()).isFalse();
        now = Instant.EPOCH.plus(ActivityTracker.READ_TIMEOUT);

        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.missingLogRemark())
                .hasValue("The end of the log of activity a could not be read. No answer.");
    }

    /** An attempt after the pause would come too late. */
    @Test
    void aLogThatMayBeReadAfterHalfAMinuteIsNotWaitedFor() {
        tracker.update(ended("success"));
        tracker.logFailed(WebPaasException.temporary(
                Problem.RATE_LIMITED, 429, ActivityTracker.READ_TIMEOUT, "Too many requests."));
        now = now.plus(ActivityTracker.SEAL_TIMEOUT);
        assertThat(tracker.isOver()).isTrue();
        tracker.logFailed(WebPaasException.temporary(
                Problem.RATE_LIMITED, 429, ActivityTracker.READ_TIMEOUT.minus(MILLI), "Too many requests."));

        assertThat(tracker.isOver()).isFalse();
    }

    @Test
    void whatWasMissedAndThenReadIsNoGap() {
        tracker.update(ended("success"));
        tracker.logFailed(new IOException("No answer."));
        tracker.addLog(page(false, true));

        now = now.plus(ActivityTracker.SEAL_TIMEOUT);
        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.missingLogRemark()).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffAfterSomethingNewIsBehind() {
        tracker.update(SampleActivity.of("in_progress", null, false));
        tracker.addLog(page(false, false, "one"));
        assertThat(tracker.hasMoreLog()).isTrue();
        tracker.addLog(page(false, false));
        assertThat(tracker.hasMoreLog()).isFalse();
        tracker.addLog(page(false, true, "two"));
        assertThat(tracker.hasMoreLog()).isFalse();
        assertThat(tracker.state().log().seen()).isEqualTo(2);
    }

    @Test
    void aQuietOneTellsNothingAndIsOverAtOnceIfAllIsWell() {
        tracker.hideLog();
        assertThat(tracker.isLogHidden()).isTrue();
        assertThat(tracker.addLog(page(false, true, "one\n"))).isEmpty();
        assertThat(tracker.logEnd()).isEqualTo("one");
        tracker.update(ended("success"));

        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.missingLogRemark()).isEmpty();
    }

    @Test
    void theLogOfAQuietOneThatFailedMatters() {
        tracker.hideLog();
        tracker.update(ended("failure"));
        assertThat(tracker.isOver()).isFalse();
        now = now.plus(ActivityTracker.READ_TIMEOUT);
        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.missingLogRemark()).isEmpty();
    }

    @Test
    void theTailHasWhatWasToldBeforeARestart() {
        ActivityTracker again = new ActivityTracker(
                new ActivityState("a", null, null, new LogPosition(2, "one\n", "two\n")), () -> now);
        assertThat(again.wasRead()).isFalse();

        assertThat(again.addLog(page(false, true, "one\n", "two\n", "three\n"))).isEqualTo("three\n");

        assertThat(again.logEnd()).isEqualTo("one\ntwo\nthree");
        assertThat(again.addLog(page(false, true, "four\n"))).isEqualTo("four\n");
        assertThat(again.state().log().seen()).isEqualTo(4);
        assertThat(List.of(again.logEnd().split("\n"))).hasSize(4);
    }
}
