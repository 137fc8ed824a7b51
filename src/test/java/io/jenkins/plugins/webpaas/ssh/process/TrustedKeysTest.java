package io.jenkins.plugins.webpaas.ssh.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The encoding of a service's hosts for the SSH agent's process. */
class TrustedKeysTest {
    private final TrustedKeys keys = new TrustedKeys(
            SshHosts.of(List.of("*.acme.example"), UnknownHosts.REFUSE),
            List.of(KnownHost.parse("ssh.acme.example " + SshKeyPair.generate().publicLine("x"))));

    @Test
    void arriveAsTheyWere() throws Exception {
        assertThat(TrustedKeys.parse(keys.toBytes())).usingRecursiveComparison().isEqualTo(keys);
    }

    @Test
    void anythingElseIsRefused() throws Exception {
        for (Object other : new Object[] {"text", new ArrayList<>(), URI.create("https://acme.example")}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(other);
            }
            assertThatThrownBy(() -> TrustedKeys.parse(bytes.toByteArray())).isInstanceOf(IOException.class);
        }
        byte[] bytes = keys.toBytes();
        assertThatThrownBy(() -> TrustedKeys.parse(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IOException.class);
    }
}
