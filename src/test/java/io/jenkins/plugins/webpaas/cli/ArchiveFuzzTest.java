package io.jenkins.plugins.webpaas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Fuzzes the fields of the installer and the names of a node's platform. An input has a line with the URL, a line with Java's name of the
 * operating system, a line with its name of the architecture, and then the lines of the checksums.
 */
class ArchiveFuzzTest {

    @FuzzTest
    void hasItsOwnNameAndSumOrTheFieldIsNamed(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 4);
        if (lines.length < 4) {
            return;
        }
        Platform platform = Platform.of(lines[1], lines[2]);
        assertThat(platform.toString()).matches("[a-z0-9_.-]*");
        try {
            check(new ArchiveUrl(lines[0]), Archive.checksums(lines[3]), platform);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).matches("(?s)(url|checksums): .*");
        }
    }

    private static void check(ArchiveUrl url, Map<String, String> checksums, Platform platform) {
        for (Platform usual : Platform.USUAL) {
            assertThat(url.candidates(usual)).isNotEmpty().allSatisfy(ArchiveFuzzTest::assertIsSecure);
        }
        Optional<Archive> found = Archive.find(url, checksums, platform);
        found.ifPresent(archive -> {
            assertIsSecure(archive.url());
            assertThat(archive.fileName()).isNotEmpty().doesNotContain("/");
            assertThat(archive.sha256()).matches("[0-9a-f]{64}");
            assertThat(checksums).containsEntry(archive.fileName(), archive.sha256());
        });
        assertThat(Archive.of(url, checksums, platform)).isEqualTo(found.orElseThrow());
    }

    private static void assertIsSecure(URI address) {
        URI url = URI.create(address.toString().toLowerCase(Locale.ROOT));
        assertThat(url.getHost()).isNotNull();
        assertThat(url.getScheme()).isIn("https", "http");
        if (url.getScheme().equals("http")) {
            assertThat(url.getHost()).isIn("localhost", "127.0.0.1", "[::1]");
        }
    }
}
