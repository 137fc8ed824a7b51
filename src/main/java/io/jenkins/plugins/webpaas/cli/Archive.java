package io.jenkins.plugins.webpaas.cli;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An archive of the CLI for a platform.
 *
 * @param url URL to download it from
 * @param sha256 its checksum in hexadecimal
 */
public record Archive(URI url, String sha256) {

    /** Finds the archive for a platform; empty if no archive for it has a checksum. */
    public static Optional<Archive> find(ArchiveUrl url, Checksums checksums, Platform platform) {
        return url.candidates(platform).stream()
                .flatMap(
                        candidate -> checksums.of(fileName(candidate)).map(sum -> new Archive(candidate, sum)).stream())
                .findFirst();
    }

    /** @throws IllegalArgumentException naming the field {@code checksums} if no archive for the platform has a checksum */
    public static Archive of(ArchiveUrl url, Checksums checksums, Platform platform) {
        return find(url, checksums, platform).orElseThrow(() -> {
            List<String> names =
                    url.candidates(platform).stream().map(Archive::fileName).toList();
            return new IllegalArgumentException("checksums: has no line for " + String.join(" or ", names)
                    + ", which this node needs. Add the line, or exclude such nodes by the label of the installer");
        });
    }

    String fileName() {
        return fileName(url);
    }

    private static String fileName(URI url) {
        return url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
    }

    /** Tells whether this is a zip archive, and not a {@code tar.gz}. */
    public boolean isZip() {
        return fileName().endsWith(".zip");
    }
}
