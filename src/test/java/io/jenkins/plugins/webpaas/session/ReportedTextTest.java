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
        assertThat(ReportedText.of(Collections.nCopies(21, "x".repeat(1201))))
                .hasSize(20)
                .containsOnly("x".repeat(1200));
        assertThat(ReportedText.of(List.of("x".repeat(1200)))).containsExactly("x".repeat(1200));
    }

    /** The SSH agent's refusal of an unknown host ends with the host's key, for the system configuration. */
    @Test
    void aLongKeyAtTheEndIsWhole() {
        String reason = "x".repeat(325) + "ssh-rsa " + "A".repeat(716); // RSA with 4096 bits

        assertThat(ReportedText.of(List.of(reason))).containsExactly(reason);
    }
}
