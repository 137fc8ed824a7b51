package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Arbitrary requests of a client. An input is the content of the SSH agent's socket: requests, each with its length. The certificate
 * and the host of {@code session-cert.pub} and {@code host.pub} are those of a session; the host has signed {@link #SESSION} alone.
 */
class AgentProtocolFuzzTest {
    private static final byte[] SESSION = "the session of a login".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NAME = "session-bind@openssh.com".getBytes(StandardCharsets.UTF_8);

    private final SshKeyPair key = SshKeyPair.generate();
    private final Certificate certificate = Certificate.parse(line("session-cert.pub"));
    private final byte[] host = Base64.getDecoder().decode(line("host.pub").split(" ")[1]);

    AgentProtocolFuzzTest() throws Exception {}

    @FuzzTest
    void getsNoMoreThanItMay(byte[] input) {
        for (boolean strict : new boolean[] {true, false}) {
            Talk talk = new Talk(conversation(Duration.ofHours(1), strict), strict);
            requests(input).forEach(talk::ask);
        }
        AgentProtocol late = conversation(Duration.ZERO, false);
        for (byte[] request : requests(input)) {
            byte[] answer = late.answer(request);

            assertThat((int) answer[0]).isNotEqualTo(AgentProtocol.SIGN_RESPONSE);
            assertThat(answer).as("the certificate is not even shown").hasSizeLessThan(certificate.blob().length);
        }
    }

    private static String line(String file) throws IOException {
        try (InputStream in = AgentProtocolFuzzTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim();
        }
    }

    private static List<byte[]> requests(byte[] input) {
        List<byte[]> requests = new ArrayList<>();
        SshReader in = new SshReader(input);
        try {
            while (in.hasMore()) {
                requests.add(in.readString());
            }
        } catch (MalformedSshDataException e) {
            // The client closes the connection within a request.
        }
        return requests;
    }

    private AgentProtocol conversation(Duration lifetime, boolean strict) {
        IdentitySlot slot = new IdentitySlot();
        slot.put(new Identity(key, certificate, lifetime));
        return new AgentProtocol(slot, hostKey -> Arrays.equals(hostKey, host), strict, new SshAgent.RefusalLog());
    }

    /** Decides independently of the SSH agent which requests may succeed. */
    private final class Talk {
        private final AgentProtocol conversation;
        private final boolean strict;
        private boolean isBound;
        private boolean isBarred;

        Talk(AgentProtocol conversation, boolean strict) {
            this.conversation = conversation;
            this.strict = strict;
        }

        void ask(byte[] request) {
            byte[] answer = conversation.answer(request);
            int type = answer[0];
            boolean isFine =
                    switch (type) {
                        case AgentProtocol.FAILURE -> answer.length == 1;
                        case AgentProtocol.IDENTITIES_ANSWER ->
                            request[0] == AgentProtocol.REQUEST_IDENTITIES && answer.length > 5 != isBarred;
                        case AgentProtocol.SUCCESS -> answer.length == 1 && isOurHost(request) && !isBound && !isBarred;
                        case AgentProtocol.SIGN_RESPONSE -> !isBarred && (isBound || !strict) && isOurLogin(request);
                        default -> false;
                    };
            assertThat(isFine)
                    .as(
                            "%s was answered with %s",
                            HexFormat.of().formatHex(request), HexFormat.of().formatHex(answer))
                    .isTrue();
            if (speaksOfAHost(request)) {
                isBound |= type == AgentProtocol.SUCCESS;
                isBarred |= type == AgentProtocol.FAILURE;
            }
        }

        private boolean isOurLogin(byte[] request) {
            SshReader in = new SshReader(request);
            in.readByte();
            byte[] blob = in.readString();
            byte[] data = in.readString();
            SshReader login = new SshReader(data);
            byte[] session = login.readString();
            login.readByte();
            login.readString(); // user
            login.readString(); // service
            login.readString(); // method
            login.readBoolean();
            login.readString(); // algorithm
            return request[0] == AgentProtocol.SIGN_REQUEST
                    && Arrays.equals(blob, certificate.blob())
                    && Arrays.equals(login.readString(), certificate.blob())
                    && (!isBound || Arrays.equals(session, SESSION));
        }

        private boolean isOurHost(byte[] request) {
            SshReader in = new SshReader(request);
            in.readByte();
            in.readString(); // name
            return speaksOfAHost(request)
                    && Arrays.equals(in.readString(), host)
                    && Arrays.equals(in.readString(), SESSION)
                    && request[request.length - 1] == 0; // not forwarded
        }
    }

    private static boolean speaksOfAHost(byte[] request) {
        return request.length >= 5 + NAME.length
                && request[0] == AgentProtocol.EXTENSION
                && Arrays.equals(Arrays.copyOfRange(request, 1, 5), new byte[] {0, 0, 0, (byte) NAME.length})
                && Arrays.equals(Arrays.copyOfRange(request, 5, 5 + NAME.length), NAME);
    }
}
