package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits of texts that a node sends for the build log. */
class ReportedTextTest {
    @Test
    void areOfOneLineEach() {
        assertThat(ReportedText.of(Arrays.asList(" one\n\ttwo\u001b[31m ", null)))
                .containsExactly("one two [31m", "null");
        assertThat(ReportedText.of(null)).isEmpty();
    }

    @Test
    void areFewAndShort() {
        assertThat(ReportedText.of(Collections.nCopies(21, "x".repeat(301))))
                .hasSize(20)
                .containsOnly("x".repeat(300));
        assertThat(ReportedText.of(List.of("x".repeat(300)))).containsExactly("x".repeat(300));
    }
}
