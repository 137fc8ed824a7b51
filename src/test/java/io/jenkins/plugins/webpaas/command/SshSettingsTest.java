package io.jenkins.plugins.webpaas.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.support.LosableProvider;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** The host keys that a JVM can check, and the options of sockets. */
class SshSettingsTest {
    private static final String ECDSA = "ecdsa-sha2-nistp256";

    @Test
    void ecdsaNeedsABouncyCastleThatIsNotLost() {
        try (LosableProvider bouncyCastle = LosableProvider.install(1, "KeyFactory.ECDSA")) {
            assertThat(SshSettings.isAvailable(ECDSA)).isTrue();

            bouncyCastle.lose();

            assertThat(SshSettings.isAvailable(ECDSA)).isFalse();
            assertThat(SshSettings.isAvailable("ssh-ed25519")).isTrue();
        }
    }

    /** Other tests interrupt connections over these sockets. */
    @Test
    void packetsAreSentAtOnce() throws Exception {
        try (Socket socket = new SshSettings.InterruptibleSockets().createSocket()) {
            assertThat(socket.getTcpNoDelay()).isTrue();
        }
    }
}
