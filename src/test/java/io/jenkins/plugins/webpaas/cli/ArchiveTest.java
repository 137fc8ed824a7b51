package io.jenkins.plugins.webpaas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the choice of an archive, and the checks of its URL and checksums. */
class ArchiveTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    /** The names that the vendor gives its archives. */
    private static final ArchiveUrl RELEASE =
            new ArchiveUrl("https://example.com/v5.11.0/upsun_5.11.0_{os}_{arch}.{ext}");

    private static final Map<String, String> CHECKSUMS = Archive.checksums("""
            %1$s  upsun-cli_5.11.0_linux_amd64.deb
            %1$s  platform_5.11.0_linux_amd64.tar.gz
            %2$s  upsun_5.11.0_darwin_all.tar.gz
            %2$s  upsun_5.11.0_linux_amd64.tar.gz
            %2$s  upsun_5.11.0_linux_arm64.tar.gz
            %2$s  upsun_5.11.0_windows_amd64.zip
            """.formatted(A, B));

    @ParameterizedTest
    @CsvSource({
        "Linux,          amd64,   linux_amd64.tar.gz",
        "Linux,          aarch64, linux_arm64.tar.gz",
        "Linux,          x86_64,  linux_amd64.tar.gz",
        "Mac OS X,       x86_64,  darwin_all.tar.gz",
        "Mac OS X,       aarch64, darwin_all.tar.gz",
        "Windows Server 2022, amd64, windows_amd64.zip",
    })
    void isFoundForAPlatformByWhatJavaCallsIt(String osName, String osArch, String end) {
        Archive archive = Archive.of(RELEASE, CHECKSUMS, Platform.of(osName, osArch));

        assertThat(archive).isEqualTo(new Archive(URI.create("https://example.com/v5.11.0/upsun_5.11.0_" + end), B));
        assertThat(archive.isZip()).isEqualTo(end.endsWith(".zip"));
    }

    @Test
    void isFoundForEachPlatformThatTheVendorBuildsFor() {
        assertThat(Platform.USUAL)
                .allMatch(platform -> Archive.find(RELEASE, CHECKSUMS, platform).isPresent());
    }

    @Test
    void ofItsOwnArchitectureIsPreferred() {
        Map<String, String> both = Archive.checksums(A + "  cli_all.zip\n" + B + "  cli_arm64.zip");
        ArchiveUrl url = new ArchiveUrl("https://example.com/cli_{arch}.zip");

        assertThat(Archive.of(url, both, Platform.of("Linux", "aarch64")).sha256())
                .isEqualTo(B);
        assertThat(Archive.of(url, both, Platform.of("Linux", "amd64")).sha256())
                .isEqualTo(A);
    }

    @Test
    void withoutAChecksumIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Archive.of(RELEASE, CHECKSUMS, Platform.of("FreeBSD", "riscv 64/..")))
                .withMessage("checksums: has no line for upsun_5.11.0_freebsd_riscv64...tar.gz or"
                        + " upsun_5.11.0_freebsd_all.tar.gz, which this node needs. Add the line, or exclude such"
                        + " nodes by the label of the installer");
    }

    @Test
    void mayBeTheSameForAllPlatforms() {
        Archive archive = Archive.of(
                new ArchiveUrl(" http://localhost:8081/cli.tgz?version=5 "),
                Archive.checksums(A + " cli.tgz"),
                Platform.here());

        assertThat(archive).isEqualTo(new Archive(URI.create("http://localhost:8081/cli.tgz?version=5"), A));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "                                      | is missing. Enter a URL such as",
                "https://example.com/cli_{version}.zip | '{version}' is none of {os}, {arch} and {ext}",
                "https://example.com/cli_{os.zip       | '{os.zip' is none of",
                "https://example.com/cli 5.zip         | is no URL. Check it from character 24 on",
                "https://example.com/{os}}.zip         | is no URL. Check it from character 25 on",
                "https://example.com/%a{arch}.zip      | is no URL. Check it from character 21 on",
                "https://{os}.example.com/cli.zip      | has no host",
                "cli.zip                               | has no host",
                "https://me:secret@host_name/cli.zip   | has no host",
                "https://me:secret@example.com/cli.zip | has a user name or password in it",
                "http://example.com/cli.zip            | 'http://example.com/cli.zip' must use https",
                "ftp://localhost/cli.zip               | 'ftp://localhost/cli.zip' must use https",
                "https://example.com/cli               | 'https://example.com/cli' must end in the name of a",
                "https://example.com/.zip              | 'https://example.com/.zip' must end in the name of a",
            })
    void hasAUrlThatCanBeRight(String url, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ArchiveUrl(url))
                .withMessageStartingWith("url: " + problem)
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  %s  cli.zip ",
                "%s *cli.zip",
                "%s ./dist/cli.zip",
                "\n%s\tcli.zip\r\n\n",
                "%1$s cli.zip\n%1$s cli.zip",
            })
    void hasAChecksumAsToolsPrintIt(String lines) {
        assertThat(Archive.checksums(lines.formatted(A.toUpperCase()))).containsExactly(Map.entry("cli.zip", A));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\",                         is missing. Paste the lines of the checksums.txt",
                "sum  cli.zip,               'sum  cli.zip' is no line of checksums.txt",
                "0%s  cli.zip,               '0%s  cli.zip' is no line of checksums.txt",
                "123  cli.zip,               '123  cli.zip' is no line of checksums.txt",
                "%s,                         '%s' is no line of checksums.txt",
                "\"%1$s a.zip\n1 b.zip\",        '1 b.zip' is no line of checksums.txt",
                "\"%1$s a.zip\n%2$s x/a.zip\",   has two checksums for a.zip. Delete the wrong one",
            })
    void hasChecksumsThatCanBeRight(String lines, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Archive.checksums(lines.formatted(A, B)))
                .withMessageStartingWith("checksums: " + problem.formatted(A));
    }
}
