package io.jenkins.plugins.webpaas.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the data types of the SSH protocol (RFC 4251, section 5) to a byte array. */
public final class SshWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public SshWriter writeByte(int value) {
        out.write(value);
        return this;
    }

    public SshWriter writeUint32(long value) {
        return writeRaw(ByteBuffer.allocate(4).putInt((int) value).array());
    }

    public SshWriter writeUint64(long value) {
        return writeRaw(ByteBuffer.allocate(8).putLong(value).array());
    }

    public SshWriter writeString(byte[] value) {
        return writeUint32(value.length).writeRaw(value);
    }

    public SshWriter writeText(String value) {
        return writeString(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the number of texts, and the texts. */
    public SshWriter writeTexts(List<String> values) {
        writeUint32(values.size());
        values.forEach(this::writeText);
        return this;
    }

    public SshWriter writeRaw(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }
}
