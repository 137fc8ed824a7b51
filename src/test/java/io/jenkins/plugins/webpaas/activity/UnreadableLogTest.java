package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Logs that cannot be read for a while, or at all. */
class UnreadableLogTest extends ActivityTrackerFixture {
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

        lookInVain();
        now = now.plus(ActivityTracker.SEAL_TIMEOUT);

        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.missingLogRemark()).get(STRING).contains("404");
    }

    @Test
    void aLogThatIsNotAnsweredIsAskedForABitLonger() throws Exception {
        activity.start().log("one\n");
        look();
        activity.log("two\n").complete(Result.SUCCESS);
        standIn.faults().add(Endpoint.LOG, Fault.status(503));

        lookInVain();
        now = now.plus(ActivityTracker.READ_TIMEOUT).minusMillis(1);
        lookInVain();
        assertThat(tracker.isOver()).isFalse();
        now = now.plusMillis(1);
        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.missingLogRemark())
                .get(STRING)
                .startsWith("The end of the log of activity " + activity.id() + " could not be read. ")
                .contains("503");
    }

    @Test
    void aLogThatIsReadInTheEndHasNoGap() throws Exception {
        activity.log().withoutSeal();
        activity.start().log("one\n").complete(Result.SUCCESS);
        standIn.faults().add(Endpoint.LOG, Fault.status(503).times(1));

        lookInVain();
        now = now.plus(ActivityTracker.SEAL_TIMEOUT);
        assertThat(tracker.isOver()).isFalse();
        assertThat(look()).isEqualTo("one\n");
        now = now.plus(ActivityTracker.SEAL_TIMEOUT);
        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.missingLogRemark()).isEmpty();
    }

    @Test
    void aLogThatMayBeAskedForMuchLaterIsNotWaitedFor() {
        activity.complete(Result.SUCCESS);
        standIn.faults().add(Endpoint.LOG, Fault.status(429).header("Retry-After", "600"));

        lookInVain();
        now = now.plus(ActivityTracker.SEAL_TIMEOUT);
        assertThat(tracker.isOver()).isTrue();
        assertThat(tracker.missingLogRemark()).get(STRING).contains("429");
    }

    private void lookInVain() {
        IOException why = catchThrowableOfType(IOException.class, this::look);
        assertThat(why).isNotNull();
        tracker.logFailed(why);
    }

    @Test
    void aStreamThatStallsGivesWhatItHas() throws Exception {
        activity.start().log("one\n");
        standIn.faults().add(Endpoint.LOG, Fault.stalledBody().times(1));

        assertThat(look()).isEmpty();
        assertThat(look()).isEqualTo("one\n");
    }
}
