package io.jenkins.plugins.webpaas.ssh.agent;

import static io.jenkins.plugins.webpaas.ssh.agent.AgentRequests.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data that a client wants to have signed (RFC 4252, section 7). */
class AuthenticationRequestTest {
    private static final byte[] KEY = {1, 2, 3};
    private static final byte[] HOST = {4, 5};

    @Test
    void aLoginNamesItsConnectionAndKey() {
        AgentProtocol.AuthenticationRequest request =
                AgentProtocol.AuthenticationRequest.parse(AgentRequests.login(SESSION, KEY));

        assertThat(request.sessionId()).isEqualTo(SESSION);
        assertThat(request.key()).isEqualTo(KEY);
        assertThat(request.hostKey()).isNull();
    }

    @Test
    void aHostBoundLoginNamesTheHostToo() {
        assertThat(AgentProtocol.AuthenticationRequest.parse(AgentRequests.hostBoundLogin(SESSION, KEY, HOST))
                        .hostKey())
                .isEqualTo(HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "50, ssh-connection, publickey, 1, true",
        "51, ssh-connection, publickey, 1, false",
        "50, ssh-userauth, publickey, 1, false",
        "50, ssh-connection, hostbased, 1, false",
        "50, ssh-connection, publickey, 0, false",
    })
    void nothingElseIsALogin(int message, String service, String method, int signed, boolean expected) {
        byte[] data = AgentRequests.login(SESSION, message, service, method, signed, KEY)
                .toByteArray();

        if (expected) {
            assertThat(AgentProtocol.AuthenticationRequest.parse(data)).isNotNull();
        } else {
            assertIsNone(data);
        }
    }

    @Test
    void aLoginEndsWhereItsPartsEnd() {
        byte[] data = AgentRequests.login(SESSION, KEY);

        assertIsNone(Arrays.copyOf(data, data.length + 1));
        assertIsNone(Arrays.copyOf(data, data.length - 1));
        assertIsNone(AgentRequests.login(SESSION, 50, "ssh-connection", "publickey", 1, KEY)
                .writeString(HOST)
                .toByteArray());
        assertIsNone(AgentRequests.login(SESSION, 50, "ssh-connection", "publickey-hostbound-v00@openssh.com", 1, KEY)
                .toByteArray());
    }

    @Test
    void isForTheHostThatTheClientHasNamed() {
        AgentProtocol.HostBinding binding = new AgentProtocol.HostBinding(HOST, SESSION, new byte[0], false);
        AgentProtocol.HostBinding otherSession =
                new AgentProtocol.HostBinding(HOST, new byte[] {8}, new byte[0], false);
        AgentProtocol.HostBinding otherHost = new AgentProtocol.HostBinding(KEY, SESSION, new byte[0], false);
        AgentProtocol.AuthenticationRequest login =
                AgentProtocol.AuthenticationRequest.parse(AgentRequests.login(SESSION, KEY));
        AgentProtocol.AuthenticationRequest bound =
                AgentProtocol.AuthenticationRequest.parse(AgentRequests.hostBoundLogin(SESSION, KEY, HOST));

        assertThat(login.isFor(binding)).isTrue();
        assertThat(login.isFor(otherSession)).isFalse();
        assertThat(login.isFor(otherHost)).as("an older client names no host").isTrue();
        assertThat(bound.isFor(binding)).isTrue();
        assertThat(bound.isFor(otherSession)).isFalse();
        assertThat(bound.isFor(otherHost)).isFalse();
    }

    private static void assertIsNone(byte[] data) {
        assertThatExceptionOfType(MalformedSshDataException.class)
                .isThrownBy(() -> AgentProtocol.AuthenticationRequest.parse(data));
    }
}
