package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SSH agent's answers to a client, and the reasons of refusals for the build log. */
class AgentProtocolTest {
    private static final byte[] CERTIFICATE = {1, 2, 3, 4};

    private final SshKeyPair key = SshKeyPair.generate();
    private final SshKeyPair host = SshKeyPair.generate();
    private final IdentitySlot slot = new IdentitySlot();
    private final SshAgent.RefusalLog refusals = new SshAgent.RefusalLog();
    private final AgentProtocol conversation = conversation(false);

    @BeforeEach
    void install() {
        slot.put(identity(CERTIFICATE, Duration.ofHours(1)));
    }

    private Identity identity(byte[] blob, Duration lifetime) {
        return new Identity(
                key, new Certificate(blob, new byte[32], 1, "bot", Instant.MIN, Instant.MAX, Map.of()), lifetime);
    }

    private AgentProtocol conversation(boolean strict) {
        return new AgentProtocol(slot, hostKey -> Arrays.equals(hostKey, host.publicBlob()), strict, refusals);
    }

    @Test
    void listsTheOneIdentity() {
        SshReader answer = new SshReader(conversation.answer(AgentRequests.list()));

        assertThat(answer.readByte()).isEqualTo(AgentProtocol.IDENTITIES_ANSWER);
        assertThat(answer.readUint32()).isOne();
        assertThat(answer.readString()).isEqualTo(CERTIFICATE);
        assertThat(answer.readText()).isEqualTo("bot");
        assertThat(answer.hasMore()).isFalse();
    }

    @Test
    void signsALogin() {
        byte[] login = AgentRequests.login(AgentRequests.SESSION, CERTIFICATE);

        assertIsSigned(login, conversation.answer(AgentRequests.sign(CERTIFICATE, login)));
        assertThat(refusals.take()).isEmpty();
    }

    @Test
    void signsLoginsToTheHostThatTheClientHasProven() {
        assertThat(conversation.answer(AgentRequests.bind(host, AgentRequests.SESSION)))
                .containsExactly(AgentProtocol.SUCCESS);

        byte[] login = AgentRequests.hostBoundLogin(AgentRequests.SESSION, CERTIFICATE, host.publicBlob());
        assertIsSigned(login, conversation.answer(AgentRequests.sign(CERTIFICATE, login)));
        byte[] older = AgentRequests.login(AgentRequests.SESSION, CERTIFICATE);
        assertIsSigned(older, conversation.answer(AgentRequests.sign(CERTIFICATE, older)));
        assertThat(refusals.take()).isEmpty();
    }

    @Test
    void signsNoLoginOverAnotherConnection() {
        conversation.answer(AgentRequests.bind(host, AgentRequests.SESSION));

        assertIsRefused(
                AgentRequests.login(new byte[] {8}, CERTIFICATE), "a login to another host than the client named");
    }

    @Test
    void signsNoLoginToAnotherHost() {
        conversation.answer(AgentRequests.bind(host, AgentRequests.SESSION));

        assertIsRefused(
                AgentRequests.hostBoundLogin(
                        AgentRequests.SESSION,
                        CERTIFICATE,
                        SshKeyPair.generate().publicBlob()),
                "a login to another host than the client named");
    }

    @Test
    void signsNoLoginWithAnotherKey() {
        assertIsRefused(
                AgentRequests.login(AgentRequests.SESSION, key.publicBlob()),
                "a login with another key than the session's");
    }

    @Test
    void signsNothingWithAnUnknownKey() {
        byte[] login = AgentRequests.login(AgentRequests.SESSION, key.publicBlob());

        assertThat(conversation.answer(AgentRequests.sign(key.publicBlob(), login)))
                .containsExactly(AgentProtocol.FAILURE);
        assertThat(refusals.take()).isEmpty();
    }

    @Test
    void signsNothingWhenTheCertificateHasExpired() {
        slot.put(identity(CERTIFICATE, Duration.ZERO));

        assertIsRefused(AgentRequests.login(AgentRequests.SESSION, CERTIFICATE), "the certificate has expired");
        assertThat(conversation.answer(AgentRequests.list()))
                .containsExactly(AgentProtocol.IDENTITIES_ANSWER, 0, 0, 0, 0);
    }

    @Test
    void signsWithThePreviousCertificateButNoOlderOne() {
        byte[] login = AgentRequests.login(AgentRequests.SESSION, CERTIFICATE);
        slot.put(identity(new byte[] {2}, Duration.ofHours(1)));
        assertIsSigned(login, conversation.answer(AgentRequests.sign(CERTIFICATE, login)));

        slot.put(identity(new byte[] {3}, Duration.ofHours(1)));
        assertThat(conversation.answer(AgentRequests.sign(CERTIFICATE, login))).containsExactly(AgentProtocol.FAILURE);
    }

    @Test
    void aStrictAgentRefusesClientsThatNameNoHost() {
        byte[] login = AgentRequests.login(AgentRequests.SESSION, CERTIFICATE);
        AgentProtocol strict = conversation(true);

        assertThat(strict.answer(AgentRequests.sign(CERTIFICATE, login))).containsExactly(AgentProtocol.FAILURE);
        assertThat(refusals.take())
                .containsExactly("the client did not name the host that it signs for (OpenSSH does from 8.9 on)");
        strict.answer(AgentRequests.bind(host, AgentRequests.SESSION));
        assertIsSigned(login, strict.answer(AgentRequests.sign(CERTIFICATE, login)));
    }

    @Test
    void aForwardedConnectionIsExcluded() {
        assertIsBarred(
                AgentRequests.bind(host.publicBlob(), AgentRequests.SESSION, host.sign(AgentRequests.SESSION), true),
                "a forwarded connection (ssh -A)");
    }

    @Test
    void aHostWithoutASignatureOfTheSessionIsRefused() {
        assertIsBarred(
                AgentRequests.bind(host.publicBlob(), AgentRequests.SESSION, host.sign(new byte[] {8}), false),
                "a client that did not prove its connection to the host " + SshKeyPair.fingerprint(host.publicBlob()));
    }

    @Test
    void anUnknownHostIsReportedWithTheWayOut() {
        SshKeyPair other = SshKeyPair.generate();

        assertIsBarred(
                AgentRequests.bind(other, AgentRequests.SESSION),
                "a host that is not known as one of the service's (host key "
                        + SshKeyPair.fingerprint(other.publicBlob())
                        + "). If the host is the service's, first connect to it with the session's ssh and without known_hosts of"
                        + " your own (UserKnownHostsFile), or have this key entered in the system configuration, behind the"
                        + " host's name: "
                        + KnownHost.entry(other.publicBlob()));
    }

    @Test
    void aClientHasOneHost() {
        conversation.answer(AgentRequests.bind(host, AgentRequests.SESSION));

        assertIsBarred(AgentRequests.bind(host, new byte[] {8}), "a client that named a second host");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aMalformedBindingExcludesTheClient(int more) {
        byte[] bind = AgentRequests.bind(host, AgentRequests.SESSION);

        assertIsBarred(Arrays.copyOf(bind, bind.length + more), "a client that named its host in a malformed request");
    }

    @Test
    void anExcludedClientStaysExcluded() {
        conversation.answer(
                AgentRequests.bind(host.publicBlob(), AgentRequests.SESSION, host.sign(AgentRequests.SESSION), true));
        refusals.take();

        assertThat(conversation.answer(AgentRequests.bind(host, AgentRequests.SESSION)))
                .containsExactly(AgentProtocol.FAILURE);
        assertIsNotServed("a forwarded connection (ssh -A)");
    }

    @Test
    void otherExtensionsFailWithoutEffect() {
        byte[] query = new SshWriter()
                .writeByte(AgentProtocol.EXTENSION)
                .writeText("query")
                .toByteArray();

        assertThat(conversation.answer(query)).containsExactly(AgentProtocol.FAILURE);
        signsALogin();
    }

    @Test
    void aRequestEndsWhereItsPartsEnd() {
        byte[] request = AgentRequests.sign(CERTIFICATE, AgentRequests.login(AgentRequests.SESSION, CERTIFICATE));

        for (int length : new int[] {1, request.length - 1, request.length + 1}) {
            assertThat(conversation.answer(Arrays.copyOf(request, length))).containsExactly(AgentProtocol.FAILURE);
        }
        assertThat(conversation.answer(new byte[] {17})).containsExactly(AgentProtocol.FAILURE);
    }

    private void assertIsSigned(byte[] login, byte[] answer) {
        SshReader in = new SshReader(answer);
        assertThat(in.readByte()).isEqualTo(AgentProtocol.SIGN_RESPONSE);
        assertThat(HostSignature.verify(key.publicBlob(), login, in.readString()))
                .isTrue();
        assertThat(in.hasMore()).isFalse();
    }

    private void assertIsRefused(byte[] login, String reason) {
        assertThat(conversation.answer(AgentRequests.sign(CERTIFICATE, login))).containsExactly(AgentProtocol.FAILURE);
        assertThat(refusals.take()).containsExactly(reason);
    }

    /** The reason is recorded when the client lists identities or requests a signature. */
    private void assertIsBarred(byte[] bind, String reason) {
        assertThat(conversation.answer(bind)).containsExactly(AgentProtocol.FAILURE);
        assertThat(refusals.take()).isEmpty();
        assertIsNotServed(reason);
    }

    private void assertIsNotServed(String reason) {
        assertThat(conversation.answer(AgentRequests.list()))
                .containsExactly(AgentProtocol.IDENTITIES_ANSWER, 0, 0, 0, 0);
        assertThat(refusals.take()).containsExactly(reason);
        byte[] login = AgentRequests.login(AgentRequests.SESSION, CERTIFICATE);
        assertThat(conversation.answer(AgentRequests.sign(CERTIFICATE, login))).containsExactly(AgentProtocol.FAILURE);
        assertThat(refusals.take()).as("each reason is returned once").isEmpty();
    }
}
