package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.activity.WaitState.ActivityState;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.LogItem;
import io.jenkins.plugins.webpaas.api.LogPage;
import io.jenkins.plugins.webpaas.service.Service;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Statuses and messages of outcomes. */
class OutcomeTest {
    private static final String NAME = "Activity a (environment.push)";

    private static ActivityTracker tracker(String state, String result, boolean hasFailedCommand) {
        ActivityTracker tracker = new ActivityTracker(ActivityState.of("a"), () -> Instant.EPOCH);
        tracker.addLog(new LogPage(List.of(new LogItem("1", "the last line\n")), true, true));
        tracker.update(SampleActivity.of(state, result, hasFailedCommand));
        return tracker;
    }

    private static Outcome of(ActivityTracker... trackers) {
        return Outcome.of(Service.UPSUN, List.of(trackers));
    }

    private static void assertIs(ActivityTracker tracker, Outcome.Status status, String message, String brief) {
        Outcome outcome = of(tracker);

        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.message()).isEqualTo(message);
        assertThat(outcome.brief()).isEqualTo(brief);
        assertThat(outcome.activities()).extracting(Activity::id).containsExactly("a");
    }

    @Test
    void aSuccessNeedsNoWord() {
        assertIs(tracker("complete", "success", false), Outcome.Status.SUCCESS, "", "");
    }

    @Test
    void aStagedOneIsSaidToWait() {
        String staged = NAME + " is staged: the service holds it until somebody deploys the environment.";

        assertIs(tracker("staged", "success", false), Outcome.Status.SUCCESS, staged, staged);
    }

    @Test
    void aFailureHasTheEndOfItsLog() {
        String failed = NAME + " ended with failure.";

        assertIs(
                tracker("complete", "failure", false),
                Outcome.Status.FAILURE,
                failed + " The end of its log:\nthe last line",
                failed);
    }

    @Test
    void withoutALogThereIsNoEndOfIt() {
        ActivityTracker tracker = new ActivityTracker(ActivityState.of("a"), () -> Instant.EPOCH);
        tracker.update(SampleActivity.of("complete", "failure", false));

        assertIs(tracker, Outcome.Status.FAILURE, NAME + " ended with failure.", NAME + " ended with failure.");
    }

    @Test
    void aCommandThatFailedIsUnstable() {
        String unstable = NAME + " succeeded, but a command in it failed.";

        assertIs(
                tracker("complete", "success", true),
                Outcome.Status.UNSTABLE,
                unstable + " The end of its log:\nthe last line",
                unstable);
    }

    @Test
    void whatWasCancelledOrHasNoResultFailed() {
        assertThat(of(tracker("cancelled", null, false)).brief()).isEqualTo(NAME + " was cancelled.");
        assertThat(of(tracker("cancelled", null, false)).status()).isEqualTo(Outcome.Status.FAILURE);
        assertThat(of(tracker("complete", null, false)).brief())
                .isEqualTo(NAME + " ended, and its result is not known.");
    }

    @Test
    void whatGoesOnOrWasNeverReadIsNotKnownInTime() {
        assertIs(
                tracker("in_progress", null, false),
                Outcome.Status.TIMED_OUT,
                NAME + " has not ended in time: in_progress.",
                NAME + " has not ended in time: in_progress.");
        Outcome unread = of(new ActivityTracker(ActivityState.of("a"), () -> Instant.EPOCH));
        assertThat(unread.status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(unread.message()).isEqualTo("Activity a could not be read in time.");
        assertThat(unread.activities()).isEmpty();
    }

    @Test
    void ofSeveralTheWorstCountsAndAllHaveTheirLogs() {
        Outcome outcome = of(tracker("complete", "success", false), tracker("complete", "failure", false));

        assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILURE);
        assertThat(outcome.activities()).hasSize(2);
        assertThat(outcome.brief()).isEqualTo(outcome.message()).endsWith("the last line");
        assertThat(of().status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(of().message()).isEmpty();
    }

    /** The build log has no lines of a hidden log. */
    @Test
    void theLogOfAQuietOneIsSaidAlways() {
        ActivityTracker hidden = tracker("complete", "failure", false);
        hidden.hideLog();

        assertThat(of(hidden).brief()).isEqualTo(of(hidden).message()).endsWith("the last line");
    }

    @Test
    void theLogOfAQuietOneIsNotSaidAgainIfTheBuildLogHasIt() {
        ActivityTracker hidden = tracker("complete", "failure", false);
        hidden.hideLog();
        Outcome shown = of(hidden).without("the last line"::equals);

        assertThat(shown.brief()).isEqualTo(NAME + " ended with failure.");
        assertThat(shown.message()).endsWith("the last line");
        assertThat(of(hidden).without(line -> false)).isEqualTo(of(hidden));
    }

    /** Interleaved logs have their ends in the message, although the build log has them somewhere. */
    @Test
    void theLogsOfSeveralAreSaidAtTheEnd() {
        Outcome outcome = of(tracker("complete", "success", false), tracker("complete", "failure", false));

        assertThat(outcome.without(line -> true).brief()).endsWith("the last line");
    }

    @Test
    void whatHasEndedIsSettledIfTheStatusCountsIt() {
        List<Activity> activities = List.of(
                SampleActivity.of("good", "complete", "success", false),
                SampleActivity.of("unstable", "complete", "success", true),
                SampleActivity.of("failed", "complete", "failure", false),
                SampleActivity.of("staged", "staged", "success", false),
                SampleActivity.of("running", "in_progress", null, false));

        assertThat(settled(Outcome.Status.SUCCESS, activities)).containsExactlyInAnyOrder("good");
        assertThat(settled(Outcome.Status.UNSTABLE, activities)).containsExactlyInAnyOrder("good", "unstable");
        assertThat(settled(Outcome.Status.FAILURE, activities)).containsExactlyInAnyOrder("good", "unstable", "failed");
        assertThat(settled(Outcome.Status.TIMED_OUT, activities)).containsExactlyInAnyOrder("good");
    }

    private static Set<String> settled(Outcome.Status status, List<Activity> activities) {
        return new Outcome(status, Service.UPSUN, activities, List.of()).settled();
    }

    @Test
    void whatDidNotSucceedOrNotInTimeIsAFailureAndAFailedCommandIsNone() {
        assertThat(of(tracker("complete", "failure", false)).isFailure()).isTrue();
        assertThat(of(tracker("in_progress", null, false)).isFailure()).isTrue();
        assertThat(of(tracker("complete", "success", true)).isFailure()).isFalse();
    }

    @Test
    void aTimeOutAddsWhatIsNotKnown() {
        Outcome success = new Outcome(Outcome.Status.SUCCESS, Service.UPSUN, List.of(), List.of())
                .timedOut(List.of("One.", "Two."));
        assertThat(success.status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(success.message()).isEqualTo("One.\nTwo.");

        Outcome failure = new Outcome(
                        Outcome.Status.FAILURE, Service.UPSUN, List.of(), List.of(Outcome.Remark.of("It failed.")))
                .timedOut(List.of("One."));
        assertThat(failure.status()).isEqualTo(Outcome.Status.FAILURE);
        assertThat(failure.message()).isEqualTo("It failed.\nOne.");
    }
}
