package io.jenkins.plugins.webpaas.cli;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An archive of the CLI for a platform.
 *
 * @param url URL to download it from
 * @param sha256 its checksum in hexadecimal
 */
public record Archive(URI url, String sha256) {
    private static final Pattern CHECKSUM = Pattern.compile("(\\p{XDigit}{64})\\s+\\*?(?:\\S*/)?([^\\s/]+)");

    /**
     * Reads the SHA-256 sums of files, in the format of {@code sha256sum} and of the vendor's {@code checksums.txt}.
     *
     * @return sums in small letters by file name
     * @throws InvalidFieldException naming the field {@code checksums} and the invalid line
     */
    public static Map<String, String> checksums(String lines) {
        if (lines == null || lines.isBlank()) {
            throw new InvalidFieldException("checksums", "checksums.missing");
        }
        Map<String, String> sums = new HashMap<>();
        for (String line :
                lines.lines().map(String::strip).filter(text -> !text.isEmpty()).toList()) {
            Matcher matcher = CHECKSUM.matcher(line);
            if (!matcher.matches()) {
                throw new InvalidFieldException("checksums", "checksums.line", line);
            }
            String sum = matcher.group(1).toLowerCase(Locale.ROOT);
            String other = sums.put(matcher.group(2), sum);
            if (other != null && !other.equals(sum)) {
                throw new InvalidFieldException("checksums", "checksums.twice", matcher.group(2));
            }
        }
        return sums;
    }

    /** Finds the archive for a platform; empty if no archive for it has a checksum. */
    public static Optional<Archive> find(ArchiveUrl url, Map<String, String> checksums, Platform platform) {
        return url.candidates(platform).stream()
                .filter(candidate -> checksums.containsKey(fileName(candidate)))
                .findFirst()
                .map(candidate -> new Archive(candidate, checksums.get(fileName(candidate))));
    }

    /** @throws IllegalArgumentException naming the field {@code checksums} if no archive for the platform has a checksum */
    public static Archive of(ArchiveUrl url, Map<String, String> checksums, Platform platform) {
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
