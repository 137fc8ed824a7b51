package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PendingRequestTest {

    @Test
    void itsTextHasAllOfIt() {
        ActivityBookmark before = new ActivityBookmark(
                "abcdefghij234",
                "main",
                Instant.parse("2026-11-29T12:00:00.123456Z"),
                Set.of("a", "b"),
                Set.of("c"),
                Set.of());
        PendingRequest request = new PendingRequest("delete", "environment.delete", before, "other");

        assertThat(PendingRequest.ofText(request.toText()))
                .usingRecursiveComparison()
                .isEqualTo(request);
    }

    @Test
    void whatMayBeMissingMayBeMissing() {
        ActivityBookmark before = new ActivityBookmark("abcdefghij234", null, null, Set.of(), Set.of(), Set.of());
        PendingRequest request = new PendingRequest("delete", "environment.delete", before, null);

        assertThat(PendingRequest.ofText(request.toText()))
                .usingRecursiveComparison()
                .isEqualTo(request);
        assertThatThrownBy(() -> PendingRequest.ofText("{")).hasMessage("This is no request: {");
    }
}
