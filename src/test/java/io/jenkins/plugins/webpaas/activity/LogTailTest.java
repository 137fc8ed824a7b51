package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogTailTest {
    private final ActivityTracker.LogTail tail = new ActivityTracker.LogTail();

    @Test
    void keepsTheLastLinesOfWhatComesInPieces() {
        IntStream.range(0, 100).forEach(i -> {
            tail.add("line ");
            tail.add(i + "\n");
        });

        assertThat(tail.plain())
                .isEqualTo(IntStream.range(80, 100).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")));
    }

    @Test
    void anUnfinishedLineIsOneOfThem() {
        IntStream.range(0, 20).forEach(i -> tail.add(i + "\n"));
        tail.add("E: out of");
        tail.add(" memory");

        assertThat(tail.plain()).startsWith("1\n").endsWith("\n19\nE: out of memory");
    }

    @Test
    void isFreeOfColoursAndOfWhatWasOverwritten() {
        tail.add("\u001B[31;1mE: \u001B[");
        tail.add("0mfailed\u001B[K\r\n10 %\r50 %\r100 %\n\u001B]0;title\u0007a\tb\n");

        assertThat(tail.plain()).isEqualTo("E: failed\n100 %\na b");
    }

    @Test
    void ofALongLineTheEndIsKept() {
        tail.add("x".repeat(100_000) + "end");

        assertThat(tail.plain()).hasSize(500).endsWith("end");
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(tail.isEmpty()).isTrue();
        tail.add("");
        assertThat(tail.isEmpty()).isTrue();
        tail.add("\n");
        assertThat(tail.isEmpty()).isFalse();
    }
}
