package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private final SshAgent.RefusalLog refusals = new SshAgent.RefusalLog();

    @Test
    void eachReasonIsReturnedOnce() {
        refusals.add("one");
        refusals.add("one");
        refusals.add("other");

        assertThat(refusals.take()).containsExactly("one", "other");
        refusals.add("one");
        refusals.add("third");
        assertThat(refusals.take()).containsExactly("third");
        assertThat(refusals.take()).isEmpty();
    }

    /** A client can cause any number of different reasons. */
    @Test
    void thereAreTwentyAtMost() {
        IntStream.range(0, 19).forEach(i -> refusals.add("" + i));
        assertThat(refusals.take()).hasSize(19);
        IntStream.range(19, 100).forEach(i -> refusals.add("" + i));
        assertThat(refusals.take()).containsExactly("19");
    }
}
