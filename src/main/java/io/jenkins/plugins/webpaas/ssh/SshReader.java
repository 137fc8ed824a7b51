package io.jenkins.plugins.webpaas.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the data types of the SSH protocol (RFC 4251, section 5) from a byte array. */
public final class SshReader {
    private final ByteBuffer data;

    public SshReader(byte[] data) {
        this.data = ByteBuffer.wrap(data);
    }

    /** @throws MalformedSshDataException if the data end before the value does; so do all methods that read */
    public int readByte() {
        return require(1).get() & 0xff;
    }

    public boolean readBoolean() {
        return readByte() != 0;
    }

    /** Reads a uint32 into a long, so that the value is never negative. */
    public long readUint32() {
        return require(4).getInt() & 0xffffffffL;
    }

    /** Reads a uint64. Values from 2⁶³ on are negative; compare them with {@link Long#compareUnsigned}. */
    public long readUint64() {
        return require(8).getLong();
    }

    public byte[] readString() {
        long length = readUint32();
        if (length > data.remaining()) {
            throw new MalformedSshDataException(
                    "a string of " + length + " bytes where " + data.remaining() + " are left");
        }
        byte[] value = new byte[(int) length];
        data.get(value);
        return value;
    }

    public String readText() {
        return new String(readString(), StandardCharsets.UTF_8);
    }

    /** Reads what {@link SshWriter#writeTexts} has written. */
    public List<String> readTexts() {
        List<String> values = new ArrayList<>();
        for (long i = readUint32(); i > 0; i--) {
            values.add(readText());
        }
        return values;
    }

    public boolean hasMore() {
        return data.hasRemaining();
    }

    /** @throws MalformedSshDataException if there are more data */
    public void expectEnd() {
        if (hasMore()) {
            throw new MalformedSshDataException(data.remaining() + " bytes too many");
        }
    }

    private ByteBuffer require(int bytes) {
        if (data.remaining() < bytes) {
            throw new MalformedSshDataException(bytes + " bytes expected where " + data.remaining() + " are left");
        }
        return data;
    }
}
