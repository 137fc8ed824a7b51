package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.util.Arrays;

/** Arbitrary data that a client wants to have signed. An input is these data. */
class AuthenticationRequestFuzzTest {
    private static final int USERAUTH_REQUEST = 50;

    @FuzzTest
    void isReadFromItsFirstByteToItsLastOrNotAtAll(byte[] input) {
        AgentProtocol.AuthenticationRequest request;
        try {
            request = AgentProtocol.AuthenticationRequest.parse(input);
        } catch (MalformedSshDataException e) {
            return;
        }
        SshWriter end = new SshWriter().writeString(request.key());
        if (request.hostKey() != null) {
            end.writeString(request.hostKey());
        }
        assertThat(input)
                .startsWith(new SshWriter()
                        .writeString(request.sessionId())
                        .writeByte(USERAUTH_REQUEST)
                        .toByteArray())
                .endsWith(end.toByteArray());
        assertIsNone(Arrays.copyOf(input, input.length - 1));
        assertIsNone(Arrays.copyOf(input, input.length + 1));
    }

    private static void assertIsNone(byte[] data) {
        assertThatExceptionOfType(MalformedSshDataException.class)
                .isThrownBy(() -> AgentProtocol.AuthenticationRequest.parse(data));
    }
}
