package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.concurrent.FairThreadPool;
import io.jenkins.plugins.webpaas.concurrent.MessageQueue;
import io.jenkins.plugins.webpaas.support.IdleTimer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The message of a wait whose reads fail. */
class ReadFailureTest {
    private static final IOException WHY = new IOException("No answer.");
    private static final String TROUBLE =
            "The activities cannot be read for the time being, and Jenkins goes on trying";

    private final RecordingWaitListener listener = new RecordingWaitListener(null);
    private final ActiveWait wait = new ActiveWait(
            WaitState.ofIds("abcdefghij234", List.of("a")),
            listener,
            new MessageQueue(new FairThreadPool("webpaas-test", 1, new IdleTimer())));

    @Test
    void aLongPauseIsNamedInFullMinutes() {
        wait.readFailed(WHY, true, Duration.ofMinutes(10));

        await().until(() -> !listener.messages.isEmpty());
        assertThat(listener.messages)
                .containsExactly(TROUBLE + " in about 11 minutes, as the service asks. No answer.");
    }

    @Test
    void oneMinuteIsNoLongPause() {
        wait.readFailed(WHY, true, Duration.ofMinutes(1));

        await().until(() -> !listener.messages.isEmpty());
        assertThat(listener.messages).containsExactly(TROUBLE + ". No answer.");
    }

    @Test
    void usersHearOnceOfAFailureThatLasts() {
        wait.readFailed(new IOException("Too early."), false, Duration.ZERO);
        wait.readFailed(WHY, true, Duration.ZERO);
        wait.readFailed(WHY, true, Duration.ZERO);
        wait.fail(new IOException("The end."));

        assertThat(listener.failure()).hasMessage("The end.");
        assertThat(listener.messages).containsExactly(TROUBLE + ". No answer.");
    }
}
