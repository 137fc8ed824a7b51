package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * Arbitrary signatures of a server. An input is three strings of the SSH protocol: host key, data and signature. In the saved inputs, an
 * Ed25519, an ECDSA and an RSA key have signed {@link #SIGNED}.
 */
class HostSignatureFuzzTest {
    private static final byte[] SIGNED = "the session of a login".getBytes(StandardCharsets.UTF_8);

    /** The last 16 bytes of each of these keys. */
    private static final Set<String> KEYS = Set.of(
            "d745cfb1ecdc9f7c0ede2b82f8951a8b", "a9c3d01b2178a4f7e83f68bfb448eccf", "0c16a71e17a96bbdf4a9b5ccc8f2922d");

    @FuzzTest
    void isOfNothingButWhatWasSigned(byte[] input) {
        byte[] key;
        byte[] data;
        byte[] signature;
        try {
            SshReader in = new SshReader(input);
            key = in.readString();
            data = in.readString();
            signature = in.readString();
        } catch (MalformedSshDataException e) {
            return;
        }
        boolean isSigned = HostSignature.verify(key, data, signature);

        String end = HexFormat.of().formatHex(Arrays.copyOfRange(key, Math.max(0, key.length - 16), key.length));
        if (KEYS.contains(end)) {
            assertThat(isSigned && !Arrays.equals(data, SIGNED)).isFalse();
        }
    }
}
