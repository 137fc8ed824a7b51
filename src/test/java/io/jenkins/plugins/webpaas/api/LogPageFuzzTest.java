package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jenkins.plugins.webpaas.api.http.ApiResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import okhttp3.Headers;

/** Fuzzes the log of an activity. An input is a log. */
class LogPageFuzzTest {

    @FuzzTest
    void isWhatItsLinesAre(byte[] input) {
        LogPage whole = page(input);
        assertThat(whole.items()).allSatisfy(item -> {
            assertThat(item.id()).isNotNull();
            assertThat(item.message()).isNotNull();
        });
        int middle = input.length / 2;
        while (middle < input.length && input[middle] != '\n') {
            middle++;
        }
        LogPage first = page(Arrays.copyOf(input, middle));
        LogPage second = page(Arrays.copyOfRange(input, middle, input.length));
        List<LogItem> both = new ArrayList<>(first.items());
        both.addAll(second.items());
        assertThat(whole.items()).isEqualTo(both);
        assertThat(whole.isSealed()).isEqualTo(first.isSealed() || second.isSealed());
    }

    private static LogPage page(byte[] body) {
        return LogPage.of(new ApiResponse(200, Headers.of(), body, true));
    }
}
