package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The end of an SSH agent's identity, and which certificates still count. */
class IdentitySlotTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PAST = HOUR.negated();

    private final SshKeyPair key = SshKeyPair.generate();

    private Identity identity(int blob, Duration lifetime) {
        byte[] bytes = {(byte) blob};
        return new Identity(
                key, new Certificate(bytes, new byte[32], 1, "bot", Instant.MIN, Instant.MAX, Map.of()), lifetime);
    }

    @Test
    void withoutAnIdentityTheTimeoutCounts() {
        assertThat(new IdentitySlot().isOver()).isFalse();
        assertThat(new IdentitySlot(HOUR).isOver()).isFalse();
        assertThat(new IdentitySlot(PAST).isOver()).isTrue();
    }

    @Test
    void theLatestIdentityCounts() {
        IdentitySlot slot = new IdentitySlot(PAST);
        slot.put(identity(1, HOUR));
        assertThat(slot.isOver()).isFalse();

        slot.put(identity(2, PAST));
        assertThat(slot.isOver()).isTrue();

        IdentitySlot early = new IdentitySlot(HOUR);
        early.put(identity(3, PAST));
        assertThat(early.isOver()).isTrue();
    }

    @Test
    void theCertificateBeforeTheLatestIsFoundToo() {
        IdentitySlot slot = new IdentitySlot(HOUR);
        assertThat(slot.find(new byte[] {1})).isNull();
        Identity first = identity(1, HOUR);
        Identity second = identity(2, HOUR);
        slot.put(first);
        slot.put(second);
        assertThat(slot.find(new byte[] {1})).isSameAs(first);
        assertThat(slot.find(new byte[] {2})).isSameAs(second);

        slot.put(identity(3, HOUR));
        assertThat(slot.find(new byte[] {1})).isNull();
    }
}
