package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.Links;
import io.jenkins.plugins.webpaas.api.LogItem;
import io.jenkins.plugins.webpaas.api.LogPage;
import io.jenkins.plugins.webpaas.service.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Outcomes of followed activities, and their messages. */
class OutcomeTest {
    private static final String NAME = "Activity a (environment.push)";

    private static Activity activity(String state, String result, boolean hasFailedCommand) {
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
                null,
                null,
                null,
                null,
                hasFailedCommand,
                new Links(Map.of()));
    }

    private static ActivityTracker follower(String state, String result, boolean hasFailedCommand) {
        ActivityTracker follower = new ActivityTracker(TrackedActivityState.of("a"), () -> Instant.EPOCH);
        follower.take(new LogPage(List.of(new LogItem("1", "the last line\n")), true, true));
        follower.saw(activity(state, result, hasFailedCommand));
        return follower;
    }

    private static Outcome of(ActivityTracker... followers) {
        return Outcome.of(Service.UPSUN, List.of(followers));
    }

    private static void assertIs(ActivityTracker follower, OutcomeStatus ending, String message, String brief) {
        Outcome outcome = of(follower);

        assertThat(outcome.ending()).isEqualTo(ending);
        assertThat(outcome.message()).isEqualTo(message);
        assertThat(outcome.brief()).isEqualTo(brief);
        assertThat(outcome.activities()).extracting(ActivityResult::getId).containsExactly("a");
    }

    @Test
    void aSuccessNeedsNoWord() {
        assertIs(follower("complete", "success", false), OutcomeStatus.SUCCESS, "", "");
    }

    @Test
    void aStagedOneIsSaidToWait() {
        String staged = NAME + " is staged: it is held until somebody deploys the environment.";

        assertIs(follower("staged", "success", false), OutcomeStatus.SUCCESS, staged, staged);
    }

    @Test
    void aFailureHasTheEndOfItsLog() {
        String failed = NAME + " ended with failure.";

        assertIs(
                follower("complete", "failure", false),
                OutcomeStatus.FAILURE,
                failed + " The end of its log:\nthe last line",
                failed);
    }

    @Test
    void withoutALogThereIsNoEndOfIt() {
        ActivityTracker follower = new ActivityTracker(TrackedActivityState.of("a"), () -> Instant.EPOCH);
        follower.saw(activity("complete", "failure", false));

        assertIs(follower, OutcomeStatus.FAILURE, NAME + " ended with failure.", NAME + " ended with failure.");
    }

    @Test
    void aCommandThatFailedIsUnstable() {
        String odd = NAME + " succeeded, but a command in it failed.";

        assertIs(
                follower("complete", "success", true),
                OutcomeStatus.UNSTABLE,
                odd + " The end of its log:\nthe last line",
                odd);
    }

    @Test
    void whatWasCancelledOrHasNoResultFailed() {
        assertThat(of(follower("cancelled", null, false)).brief()).isEqualTo(NAME + " was cancelled.");
        assertThat(of(follower("cancelled", null, false)).ending()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(of(follower("complete", null, false)).brief())
                .isEqualTo(NAME + " ended, and its result is not known.");
    }

    @Test
    void whatGoesOnOrWasNeverReadIsNotKnownInTime() {
        assertIs(
                follower("in_progress", null, false),
                OutcomeStatus.TIMED_OUT,
                NAME + " has not ended in time: in_progress.",
                NAME + " has not ended in time: in_progress.");
        Outcome unread = of(new ActivityTracker(TrackedActivityState.of("a"), () -> Instant.EPOCH));
        assertThat(unread.ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
        assertThat(unread.message()).isEqualTo("Activity a could not be read in time.");
        assertThat(unread.activities()).isEmpty();
    }

    @Test
    void ofSeveralTheWorstCountsAndAllHaveTheirLogs() {
        Outcome outcome = of(follower("complete", "success", false), follower("complete", "failure", false));

        assertThat(outcome.ending()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(outcome.activities()).hasSize(2);
        assertThat(outcome.brief()).isEqualTo(outcome.message()).endsWith("the last line");
        assertThat(of().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(of().message()).isEmpty();
    }

    /** The build log has none of a quiet one. */
    @Test
    void theLogOfAQuietOneIsSaidAlways() {
        ActivityTracker quiet = follower("complete", "failure", false);
        quiet.beQuiet();

        assertThat(of(quiet).brief()).isEqualTo(of(quiet).message()).endsWith("the last line");
    }

    @Test
    void aTimeOutAddsWhatIsNotKnown() {
        Outcome success = new Outcome(OutcomeStatus.SUCCESS, List.of(), "").timedOut(List.of("One.", "Two."));
        assertThat(success.ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
        assertThat(success.message()).isEqualTo("One.\nTwo.");

        Outcome failure =
                new Outcome(OutcomeStatus.FAILURE, List.of(), "It failed.", "Brief.").timedOut(List.of("One."));
        assertThat(failure.ending()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(failure.message()).isEqualTo("It failed.\nOne.");
        assertThat(failure.brief()).isEqualTo("Brief.\nOne.");
    }
}
