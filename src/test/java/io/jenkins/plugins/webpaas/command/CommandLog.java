package io.jenkins.plugins.webpaas.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A build log in memory. */
final class CommandLog extends ByteArrayOutputStream {

    String text() {
        return toString(StandardCharsets.UTF_8);
    }

    void awaitText(String expected) {
        await().untilAsserted(() -> assertThat(text()).isEqualTo(expected));
    }
}
