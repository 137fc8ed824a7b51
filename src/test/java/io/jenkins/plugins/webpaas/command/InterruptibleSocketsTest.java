package io.jenkins.plugins.webpaas.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import org.junit.jupiter.api.Test;

/** The options of the sockets of SSH connections. Other tests interrupt such connections. */
class InterruptibleSocketsTest {
    @Test
    void packetsAreSentAtOnce() throws Exception {
        try (Socket socket = new InterruptibleSockets().createSocket()) {
            assertThat(socket.getTcpNoDelay()).isTrue();
        }
    }
}
