package io.jenkins.plugins.webpaas.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that logs are left out of answers. */
class LogOmittingSourceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"log\":\"a\"}|{\"log\":\"\"}",
                "{\"log\" : \t\"a\",\"id\":\"b\"}|{\"log\" : \t\"\",\"id\":\"b\"}",
                "{\"log\":\"a \\\"b\\\" \\\\\",\"id\":\"c\"}|{\"log\":\"\",\"id\":\"c\"}",
                "[{\"log\":\"a\"},{\"log\":\"b\"}]|[{\"log\":\"\"},{\"log\":\"\"}]",
                "{\"_links\":{\"log\":{\"href\":\"/a\"}}}|{\"_links\":{\"log\":{\"href\":\"/a\"}}}",
                "{\"log\":null,\"id\":\"log\",\"log2\":\"c\"}|{\"log\":null,\"id\":\"log\",\"log2\":\"c\"}",
                "{\"text\":\"\\\"log\\\":\\\"x\\\"\"}|{\"text\":\"\\\"log\\\":\\\"x\\\"\"}",
                "{\"logs\":\"a\",\"lo\":\"b\",\"blog\":\"c\"}|{\"logs\":\"a\",\"lo\":\"b\",\"blog\":\"c\"}",
                "[\"log\",\"log\"]|[\"log\",\"log\"]",
                "{\"log\":\"breaks o|{\"log\":\"",
                "<html>\"log\" : no JSON|<html>\"log\" : no JSON",
            })
    void theTextOfALog(String json, String shortened) throws IOException {
        Buffer source = new Buffer().writeUtf8(json);

        assertThat(Okio.buffer(new LogOmittingSource(source)).readUtf8()).isEqualTo(shortened);
    }

    @Test
    void aLogOfAnySizeLeavesRoomForTheRest() throws IOException {
        long size = 64 << 20;
        Source endless = new ForwardingSource(new Buffer().writeUtf8("{\"log\":\"")) {
            private long remaining = size;

            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                long read = super.read(sink, byteCount);
                if (read < 0 && remaining > 0) {
                    read = Math.min(byteCount, remaining);
                    remaining -= read;
                    sink.write(new byte[(int) read]);
                }
                return read;
            }
        };

        assertThat(Okio.buffer(new LogOmittingSource(Okio.buffer(endless))).readUtf8())
                .isEqualTo("{\"log\":\"");
    }
}
