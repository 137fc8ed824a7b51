package io.jenkins.plugins.webpaas.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JitterTest {
    private static final Duration MOST = Duration.ofSeconds(30);

    @Test
    void isAnyPartOfASixteenth() {
        Set<Duration> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            seen.add(Jitter.of(Duration.ofMillis(160), MOST));
        }

        assertThat(seen).hasSize(11).allMatch(jitter -> jitter.toMillis() >= 0 && jitter.toMillis() <= 10);
    }

    @Test
    void isBounded() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(Jitter.of(Duration.ofDays(1), MOST)).isBetween(Duration.ZERO, MOST);
        }
    }

    @Test
    void ofWhatIsDueThereIsNone() {
        assertThat(Jitter.of(Duration.ZERO, MOST)).isZero();
        assertThat(Jitter.of(Duration.ofHours(-1), MOST)).isZero();
    }

    /** Takes so many samples that each value of the range is among them. */
    @Test
    void isSpreadOverTheLastQuarter() {
        Duration most = Duration.ofMillis(4);

        assertThat(Stream.generate(() -> Jitter.spread(most)).limit(1000).distinct())
                .containsExactlyInAnyOrder(Duration.ofMillis(3), most);
        assertThat(Jitter.spread(Duration.ZERO)).isZero();
    }

    @Test
    void isAnythingUpToTheMost() {
        assertThat(Stream.generate(() -> Jitter.upTo(Duration.ofMillis(2)))
                        .limit(1000)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(0, 2).mapToObj(Duration::ofMillis).toList());
    }
}
