package io.jenkins.plugins.webpaas.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Reads values from arbitrary bytes. An input is a sequence of values, each after a byte for its type. */
class SshReaderFuzzTest {

    @FuzzTest
    void readsWhatSshWriterWrites(byte[] input) {
        SshReader in = new SshReader(input);
        SshWriter out = new SshWriter();
        try {
            while (in.hasMore()) {
                copy(in, out);
            }
            in.expectEnd();
            assertThat(out.toByteArray()).isEqualTo(input);
        } catch (MalformedSshDataException e) {
            byte[] read = out.toByteArray();
            assertThat(read).isEqualTo(Arrays.copyOf(input, read.length));
        }
    }

    private static void copy(SshReader in, SshWriter out) {
        int type = in.readByte();
        switch (type & 3) {
            case 0 -> {
                long value = in.readUint32();
                out.writeByte(type).writeUint32(value);
            }
            case 1 -> {
                byte[] value = in.readString();
                out.writeByte(type).writeString(value);
            }
            case 2 -> {
                long value = in.readUint64();
                out.writeByte(type).writeUint32(value >>> 32).writeUint32(value);
            }
            default -> {
                int value = in.readByte();
                out.writeByte(type).writeByte(value);
            }
        }
    }
}
