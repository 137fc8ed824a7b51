package io.jenkins.plugins.webpaas.cli;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SHA-256 sums of files, by their names; as {@code sha256sum} prints them and the vendor's {@code checksums.txt} has them. */
public final class Checksums {
    private static final Pattern LINE = Pattern.compile("(\\p{XDigit}{64})\\s+\\*?(?:\\S*/)?([^\\s/]+)");

    private final Map<String, String> sums = new LinkedHashMap<>();

    /**
     * @param lines a sum and a file's name each
     * @throws InvalidFieldException naming the field {@code checksums} and the line that is wrong
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

    /** In small letters. */
    Optional<String> of(String fileName) {
        return Optional.ofNullable(sums.get(fileName));
    }
}
