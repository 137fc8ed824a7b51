package io.jenkins.plugins.webpaas.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/** Fuzzes answers with logs. An input is an answer. */
class LogOmittingSourceFuzzTest {

    @FuzzTest
    void leavesTheSameJsonWithoutTheTextOfLogs(byte[] input) throws IOException {
        // Jackson takes text with zero bytes for another encoding than UTF-8.
        String json = new String(input, StandardCharsets.UTF_8).replace("\0", "");
        String shortened = shortened(new Buffer().writeUtf8(json));

        assertThat(shortened).isEqualTo(shortened(inSingleBytes(json)));
        JsonNode expected = parse(json);
        if (json.isBlank()) {
            assertThat(parse(shortened)).isEqualTo(expected);
        }
        if (!expected.isMissingNode()) {
            blank(expected);
            JsonNode actual = parse(shortened);
            assertThat(actual).as(shortened).isNotEqualTo(Json.NOTHING);
            // A name with escapes is not recognised, so its log stays. The JSON is correct then, too.
            blank(actual);
            assertThat(actual).isEqualTo(expected);
            if (!json.contains("\\u")) {
                assertThat(parse(shortened)).isEqualTo(expected);
            }
        }
    }

    private static String shortened(Source source) throws IOException {
        return Okio.buffer(new LogOmittingSource(Okio.buffer(source))).readUtf8();
    }

    private static Source inSingleBytes(String json) {
        return new ForwardingSource(new Buffer().writeUtf8(json)) {
            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                return super.read(sink, Math.min(1, byteCount));
            }
        };
    }

    private static JsonNode parse(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void blank(JsonNode json) {
        if (json.path("log").isTextual()) {
            ((ObjectNode) json).put("log", "");
        }
        json.forEach(LogOmittingSourceFuzzTest::blank);
    }
}
