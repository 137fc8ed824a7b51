package io.jenkins.plugins.webpaas.ssh.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The encoding of a service's host keys for the SSH agent's process. */
class TrustedKeysTest {
    private static final String KEY = SshKeyPair.generate().publicLine("x");

    private final TrustedKeys keys = new TrustedKeys(
            new SshHosts(
                            List.of("*.acme.example", "acme.example"),
                            List.of(),
                            UnknownHosts.REFUSE,
                            false,
                            List.of("HostKeyAlias alias.example"))
                    .keyNames(),
            List.of(
                    KnownHost.parse("ssh.acme.example,alias.example,!git.acme.example " + KEY),
                    KnownHost.parse("@cert-authority *.acme.example " + KEY)));

    @Test
    void arriveAsTheyWere() {
        assertThat(TrustedKeys.read(new SshReader(bytes())))
                .usingRecursiveComparison()
                .isEqualTo(keys);
    }

    @Test
    void dataThatEndEarlyAreRefused() {
        byte[] bytes = bytes();
        for (int length = 0; length < bytes.length; length++) {
            SshReader in = new SshReader(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> TrustedKeys.read(in)).isInstanceOf(MalformedSshDataException.class);
        }
    }

    private byte[] bytes() {
        return keys.write(new SshWriter()).toByteArray();
    }
}
