package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import java.util.Optional;

/** Arbitrary host keys of a client. An input is a key or a certificate in the encoding of the SSH protocol. */
class HostCertificateFuzzTest {

    @FuzzTest
    void isOneThatItsAuthorityHasSignedOrNone(byte[] input) {
        Optional<HostCertificate> found = HostCertificate.parse(input);
        byte[] key = HostCertificate.keyOf(input);

        if (found.isPresent()) {
            assertThat(found.get().key()).isEqualTo(key);
            assertThat(new SshReader(input).readText())
                    .isEqualTo(new SshReader(key).readText() + "-cert-v01@openssh.com");
            for (int position = 0; position < input.length; position++) {
                byte[] changed = input.clone();
                changed[position] ^= 1;
                assertThat(HostCertificate.parse(changed))
                        .as("changed at %d", position)
                        .isEmpty();
            }
        }
    }
}
