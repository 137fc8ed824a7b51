package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The encoding of a service's host keys for the SSH agent's process. */
class SessionHostsEncodingTest {
    private static final Path DIRECTORY = Path.of("/session");
    private static final String KEY = SshKeyPair.generate().publicLine("x");

    private final SessionHosts hosts = new SessionHosts(
            DIRECTORY,
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
        assertThat(SessionHosts.read(DIRECTORY, new SshReader(bytes())))
                .usingRecursiveComparison()
                .withEqualsForType(Path::equals, Path.class)
                .isEqualTo(hosts);
    }

    @Test
    void dataThatEndEarlyAreRefused() {
        byte[] bytes = bytes();
        for (int length = 0; length < bytes.length; length++) {
            SshReader in = new SshReader(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> SessionHosts.read(DIRECTORY, in)).isInstanceOf(MalformedSshDataException.class);
        }
    }

    private byte[] bytes() {
        return hosts.write(new SshWriter()).toByteArray();
    }
}
