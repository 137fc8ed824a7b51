package io.jenkins.plugins.webpaas.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(32));

    @Test
    void pausesDoubleUpToHalfAMinute() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 32, 32}) {
            Duration most = Duration.ofSeconds(seconds);
            assertThat(backoff.next()).isBetween(most.multipliedBy(3).dividedBy(4), most);
        }
    }

    @Test
    void afterASuccessTheFirstPauseIsShortAgain() {
        backoff.next();
        backoff.next();
        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void threeFailuresInARowAreTrouble() {
        for (boolean isTrouble : new boolean[] {false, false, true, true}) {
            backoff.next();
            assertThat(backoff.isTrouble()).isEqualTo(isTrouble);
        }
        backoff.reset();
        assertThat(backoff.isTrouble()).isFalse();
    }

    @Test
    void lastsAsLongAsTheServiceAsks() {
        Duration requested = Duration.ofMinutes(3);

        assertThat(Stream.generate(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(32)).next(requested))
                        .limit(100))
                .allSatisfy(pause -> assertThat(pause).isBetween(requested, Duration.ofMinutes(4)));
        assertThat(backoff.next(Duration.ofMillis(1))).isBetween(Duration.ofMillis(750), Duration.ofSeconds(1));
    }

    /** The random part of the pause must not make the pause shorter than the service asks. */
    @Test
    void aRequestedPauseThatIsAboutAsLongAsItsOwnIsKept() {
        Duration requested = Duration.ofMillis(1000);

        assertThat(Stream.generate(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(32)).next(requested))
                        .limit(100))
                .allSatisfy(pause -> assertThat(pause).isGreaterThanOrEqualTo(requested));
    }

    @Test
    void isBoundedAfterAnyNumberOfFailures() {
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(750), Duration.ofSeconds(32));
        }
    }
}
