package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Users hear once of a failure that lasts. */
class ReadTroubleTest {
    private static final IOException WHY = new IOException("No answer.");

    private final ReadTrouble trouble = new ReadTrouble();

    @Test
    void aLongPauseIsNamedInFullMinutes() {
        assertThat(trouble.add(WHY, true, Duration.ofMinutes(10)))
                .contains("The activities cannot be read for the time being, and Jenkins goes on trying in about 11"
                        + " minutes, as the service asks. No answer.");
    }

    @Test
    void oneMinuteIsNoLongPause() {
        assertThat(trouble.add(WHY, true, Duration.ofMinutes(1)))
                .contains("The activities cannot be read for the time being, and Jenkins goes on trying. No answer.");
    }

    @Test
    void whatWasSaidIsSaidAgainOnlyAfterASuccess() {
        assertThat(trouble.add(WHY, false, Duration.ZERO)).isEmpty();
        assertThat(trouble.failure()).isSameAs(WHY);
        assertThat(trouble.add(WHY, true, Duration.ZERO)).isPresent();
        assertThat(trouble.add(WHY, true, Duration.ZERO)).isEmpty();
        trouble.end();

        assertThat(trouble.failure()).isNull();
        assertThat(trouble.add(WHY, true, Duration.ZERO)).isPresent();
    }
}
