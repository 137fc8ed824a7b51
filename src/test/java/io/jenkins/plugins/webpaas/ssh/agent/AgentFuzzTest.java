package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million requests that nobody should send, to what answers them. Each run has other ones; {@code -Dwebpaas.seed} brings
 * those of an earlier run back.
 */
class AgentFuzzTest {
    private static final int CONVERSATIONS = 125_000;
    private static final int REQUESTS = 8;
    private static final byte[] NAME = "session-bind@openssh.com".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("webpaas.seed", new SplittableRandom().nextLong());
    private final SshKeyPair key = SshKeyPair.generate();
    private final SshKeyPair host = SshKeyPair.generate();
    private final IdentitySlot slot = new IdentitySlot();
    private Certificate certificate;
    private Frames frames;

    @BeforeEach
    void prepare() throws Exception {
        certificate = new UserAuthority(directory).sign(key.publicLine("x"), "bot");
        frames = new Frames(seed, certificate.blob(), host);
        System.out.println("Requests of the seed -Dwebpaas.seed=" + seed);
    }

    @Test
    void aMillionRequestsGetNoMoreThanTheyMay() {
        slot.put(new Identity(key, certificate, Duration.ofHours(1)));
        int[] answers = new int[256];
        for (int i = 0; i < CONVERSATIONS; i++) {
            Talk talk = new Talk(conversation(i % 4 == 0));
            for (int j = 0; j < REQUESTS; j++) {
                answers[talk.ask(frames.next(), i % 4 == 0)]++;
            }
        }
        System.out.printf(
                "%,d requests: %,d refused, %,d lists, %,d signatures, %,d hosts bound%n",
                CONVERSATIONS * REQUESTS,
                answers[Message.FAILURE],
                answers[Message.IDENTITIES_ANSWER],
                answers[Message.SIGN_RESPONSE],
                answers[Message.SUCCESS]);
        assertThat(answers[Message.SIGN_RESPONSE])
                .as("the good among them are signed")
                .isPositive();
        assertThat(answers[Message.SUCCESS]).isPositive();
    }

    @Test
    void noneIsSignedAfterTheEnd() {
        slot.put(new Identity(key, certificate, Duration.ZERO));
        for (int i = 0; i < CONVERSATIONS / 10; i++) {
            Conversation late = conversation(false);
            for (int j = 0; j < REQUESTS; j++) {
                byte[] answer = late.answer(frames.next());

                assertThat((int) answer[0]).isNotEqualTo(Message.SIGN_RESPONSE);
                assertThat(answer).as("the certificate is not even shown").hasSizeLessThan(certificate.blob().length);
            }
        }
    }

    private Conversation conversation(boolean strict) {
        return new Conversation(slot, hostKey -> Arrays.equals(hostKey, host.publicBlob()), strict, new Refusals());
    }

    /** Knows by itself what may be answered. */
    private final class Talk {
        private final Conversation conversation;
        private boolean isBound;
        private boolean isBarred;

        Talk(Conversation conversation) {
            this.conversation = conversation;
        }

        int ask(byte[] request, boolean strict) {
            byte[] answer = conversation.answer(request);
            int type = answer[0];
            boolean isFine =
                    switch (type) {
                        case Message.FAILURE -> answer.length == 1;
                        case Message.IDENTITIES_ANSWER ->
                            request[0] == Message.REQUEST_IDENTITIES && answer.length > 5 != isBarred;
                        case Message.SUCCESS -> answer.length == 1 && speaksOfAHost(request) && !isBound && !isBarred;
                        case Message.SIGN_RESPONSE -> !isBarred && (isBound || !strict) && isOurLogin(request);
                        default -> false;
                    };
            if (!isFine) {
                throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(request)
                        + " was answered with " + HexFormat.of().formatHex(answer));
            }
            if (speaksOfAHost(request)) {
                isBound |= type == Message.SUCCESS;
                isBarred |= type == Message.FAILURE;
            }
            return type;
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
            return request[0] == Message.SIGN_REQUEST
                    && Arrays.equals(blob, certificate.blob())
                    && Arrays.equals(login.readString(), certificate.blob())
                    && (!isBound || Arrays.equals(session, Frames.SESSION));
        }
    }

    private static boolean speaksOfAHost(byte[] request) {
        return request.length >= 5 + NAME.length
                && request[0] == Message.EXTENSION
                && Arrays.equals(Arrays.copyOfRange(request, 1, 5), new byte[] {0, 0, 0, (byte) NAME.length})
                && Arrays.equals(Arrays.copyOfRange(request, 5, 5 + NAME.length), NAME);
    }
}
