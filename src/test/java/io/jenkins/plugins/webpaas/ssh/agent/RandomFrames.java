package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Random requests to an SSH agent: valid requests and changed ones. The same seed results in the same requests. */
final class RandomFrames {
    static final int ADD_IDENTITY = 17;
    static final byte[] SESSION = "the session of a login".getBytes(StandardCharsets.UTF_8);

    private static final long[] EVIL = {
        0, 1, 3, 4, 255, 65_535, 262_144, 100_000_000, 0x7fffffffL, 0x80000000L, 0xffffffffL
    };

    /** Message numbers of the protocol, also those that the SSH agent does not support. */
    private static final int[] TYPES = {0, 1, 5, 6, 9, 11, 12, 13, 14, 17, 18, 19, 20, 21, 22, 23, 25, 26, 27, 29, 255};

    /** Percentages with which each of {@link #good} is chosen. Signatures are rare, as each takes a millisecond. */
    private final List<Frame> starts = new ArrayList<>();

    private final SplittableRandom random;

    /** @param lengths positions of the strings' lengths */
    private record Frame(byte[] bytes, List<Integer> lengths) {}

    RandomFrames(long seed, byte[] certificate, SshKeyPair host) {
        random = new SplittableRandom(seed);
        add(26, message(AgentProtocol.REQUEST_IDENTITIES));
        add(2, signRequest(certificate, login(SESSION, certificate, null)));
        add(2, signRequest(certificate, login(SESSION, certificate, host.publicBlob())));
        add(2, signRequest(certificate, login("another session".getBytes(StandardCharsets.UTF_8), certificate, null)));
        add(2, signRequest(host.publicBlob(), login(SESSION, host.publicBlob(), null)));
        add(2, signRequest(certificate, text("a git commit")));
        add(2, signRequest(certificate, login(SESSION, host.publicBlob(), null)));
        add(1, bind(host, SESSION, false));
        add(1, bind(host, SESSION, true));
        add(10, message(AgentProtocol.EXTENSION).string(text("query")));
        add(
                10,
                message(ADD_IDENTITY)
                        .string(text("ssh-ed25519"))
                        .string(new byte[32])
                        .string(new byte[64])
                        .string(text("x")));
        add(
                10,
                message(25)
                        .string(text("ssh-ed25519"))
                        .string(new byte[32])
                        .string(new byte[64])
                        .string(text("x"))
                        .raw(1, 0, 0, 0, 9));
        add(6, message(18).string(certificate));
        add(6, message(19));
        add(6, message(22).string(text("a passphrase")));
        add(6, message(23).string(text("a passphrase")));
        add(8, message(20).string(text("/usr/lib/pkcs11.so")).string(text("1234")));
    }

    /** Builds bytes, and records the positions of lengths in them. */
    private static final class Builder {
        private final SshWriter out = new SshWriter();
        private final List<Integer> lengths = new ArrayList<>();

        Builder string(byte[] value) {
            lengths.add(out.toByteArray().length);
            out.writeString(value);
            return this;
        }

        /** Adds a string that consists of strings. */
        Builder nested(Builder value) {
            int start = out.toByteArray().length;
            lengths.add(start);
            value.lengths.forEach(length -> lengths.add(start + Integer.BYTES + length));
            out.writeString(value.out.toByteArray());
            return this;
        }

        Builder raw(int... bytes) {
            for (int b : bytes) {
                out.writeByte(b);
            }
            return this;
        }

        Frame frame() {
            return new Frame(out.toByteArray(), lengths);
        }
    }

    private static Builder message(int type) {
        return new Builder().raw(type);
    }

    private static Builder signRequest(byte[] key, Object data) {
        Builder request = message(AgentProtocol.SIGN_REQUEST).string(key);
        return (data instanceof Builder login ? request.nested(login) : request.string((byte[]) data)).raw(0, 0, 0, 0);
    }

    /** @param hostKey null for a login that is not bound to a host */
    private static Builder login(byte[] session, byte[] key, byte[] hostKey) {
        Builder login = new Builder()
                .string(session)
                .raw(50)
                .string(text("user"))
                .string(text("ssh-connection"))
                .string(text(hostKey == null ? "publickey" : "publickey-hostbound-v00@openssh.com"))
                .raw(1)
                .string(text("ssh-ed25519-cert-v01@openssh.com"))
                .string(key);
        return hostKey == null ? login : login.string(hostKey);
    }

    private static Builder bind(SshKeyPair host, byte[] session, boolean forwarded) {
        return message(AgentProtocol.EXTENSION)
                .string(text("session-bind@openssh.com"))
                .string(host.publicBlob())
                .string(session)
                .string(host.sign(session))
                .raw(forwarded ? 1 : 0);
    }

    /** Returns the valid request of a client for a login. */
    static byte[] signRequest(byte[] certificate) {
        return signRequest(certificate, login(SESSION, certificate, null))
                .frame()
                .bytes();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void add(int share, Builder good) {
        starts.addAll(Collections.nCopies(share, good.frame()));
    }

    /** Returns a valid request with up to four changes, and with no change in one of ten cases. */
    byte[] next() {
        Frame start = starts.get(random.nextInt(starts.size()));
        byte[] bytes = start.bytes();
        int changes = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            bytes = changed(bytes, i == 0 ? start.lengths() : List.of());
        }
        return bytes;
    }

    SplittableRandom random() {
        return random;
    }

    private byte[] changed(byte[] bytes, List<Integer> lengths) {
        int position = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> with(bytes, position, random.nextInt(256));
            case 1 -> with(bytes, 0, TYPES[random.nextInt(TYPES.length)]);
            case 2, 3 ->
                lengths.isEmpty()
                        ? withLength(bytes, position)
                        : withLength(bytes, lengths.get(random.nextInt(lengths.size())));
            case 4 -> Arrays.copyOf(bytes, position);
            case 5 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(64));
            case 6 -> spliced(bytes, position, Arrays.copyOfRange(bytes, 0, position));
            default -> spliced(bytes, position, noise(random.nextInt(200)));
        };
    }

    private byte[] withLength(byte[] bytes, int position) {
        if (position + Integer.BYTES > bytes.length) {
            return bytes;
        }
        byte[] changed = bytes.clone();
        int right = ByteBuffer.wrap(bytes).getInt(position);
        int pick = random.nextInt(EVIL.length + 2);
        long length = pick < EVIL.length ? EVIL[pick] : right + (pick == EVIL.length ? 1 : -1);
        ByteBuffer.wrap(changed).putInt(position, (int) length);
        return changed;
    }

    private static byte[] with(byte[] bytes, int position, int value) {
        byte[] changed = bytes.length == 0 ? new byte[1] : bytes.clone();
        changed[position] = (byte) value;
        return changed;
    }

    private static byte[] spliced(byte[] bytes, int position, byte[] more) {
        return ByteBuffer.allocate(bytes.length + more.length)
                .put(bytes, 0, position)
                .put(more)
                .put(bytes, position, bytes.length - position)
                .array();
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }
}
