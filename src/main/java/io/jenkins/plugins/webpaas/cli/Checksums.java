package io.jenkins.plugins.webpaas.cli;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SHA-256 sums of files by file name, in the format of {@code sha256sum} and of the vendor's {@code checksums.txt}. */
public final class Checksums {
    private static final Pattern LINE = Pattern.compile("(\\p{XDigit}{64})\\s+\\*?(?:\\S*/)?([^\\s/]+)");

    private final Map<String, String> sums = new LinkedHashMap<>();

    /**
     * @param lines lines with a sum and a file name
     * @throws InvalidFieldException naming the field {@code checksums} and the invalid line
     */
    public Checksums(String lines) {
        if (lines == null || lines.isBlank()) {
            throw new InvalidFieldException("checksums", "checksums.missing");
        }
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::add);
    }

    private void add(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new InvalidFieldException("checksums", "checksums.line", line);
        }
        String sum = matcher.group(1).toLowerCase(Locale.ROOT);
        String other = sums.put(matcher.group(2), sum);
        if (other != null && !other.equals(sum)) {
            throw new InvalidFieldException("checksums", "checksums.twice", matcher.group(2));
        }
    }

    /** Returns the sum of a file in small letters; empty if there is none. */
    Optional<String> of(String fileName) {
        return Optional.ofNullable(sums.get(fileName));
    }
}
