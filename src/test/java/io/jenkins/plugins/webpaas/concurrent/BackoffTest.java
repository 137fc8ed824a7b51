package io.jenkins.plugins.webpaas.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final IOException FAILURE = new IOException("no answer");

    private final Backoff backoff = new Backoff();

    @Test
    void pausesDoubleUpToHalfAMinute() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 32, 32}) {
            Duration most = Duration.ofSeconds(seconds);
            assertThat(backoff.failed(FAILURE)).isBetween(most.multipliedBy(3).dividedBy(4), most);
        }
    }

    @Test
    void afterASuccessTheFirstPauseIsShortAgain() {
        backoff.failed(FAILURE);
        backoff.failed(FAILURE);
        backoff.succeeded();

        assertThat(backoff.failed(FAILURE)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void threeFailuresInARowAreTrouble() {
        for (boolean isTrouble : new boolean[] {false, false, true, true}) {
            backoff.failed(FAILURE);
            assertThat(backoff.isTrouble()).isEqualTo(isTrouble);
        }
        backoff.succeeded();
        assertThat(backoff.isTrouble()).isFalse();
    }

    @Test
    void aPauseOfMoreThanAMinuteIsLong() {
        assertThat(Backoff.isLong(Duration.ofMinutes(1))).isFalse();
        assertThat(Backoff.isLong(Duration.ofMinutes(1).plusMillis(1))).isTrue();
    }

    /** So many, that each part of the range comes up. */
    @Test
    void isSpreadOverTheLastQuarter() {
        Duration most = Duration.ofMillis(4);

        assertThat(Stream.generate(() -> Backoff.spread(most)).limit(1000).distinct())
                .containsExactlyInAnyOrder(Duration.ofMillis(3), most);
        assertThat(Backoff.spread(Duration.ZERO)).isZero();
    }

    @Test
    void aRandomDelayIsFromNothingToTheMost() {
        assertThat(Stream.generate(() -> Backoff.random(Duration.ofMillis(2)))
                        .limit(1000)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(0, 2).mapToObj(Duration::ofMillis).toList());
    }
}
