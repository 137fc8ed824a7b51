package io.jenkins.plugins.webpaas.cli;

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
     * @throws IllegalArgumentException naming the field {@code checksums} and the line that is wrong
     */
    public Checksums(String lines) {
        if (lines == null || lines.isBlank()) {
            throw new IllegalArgumentException(
                    "checksums: is missing. Paste the lines of the checksums.txt that the vendor publishes with a release");
        }
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::add);
    }

    private void add(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "checksums: '" + line
                            + "' is no line of checksums.txt. It must have 64 hexadecimal digits, spaces and the name of a file");
        }
        String sum = matcher.group(1).toLowerCase(Locale.ROOT);
        String other = sums.put(matcher.group(2), sum);
        if (other != null && !other.equals(sum)) {
            throw new IllegalArgumentException(
                    "checksums: has two sums for " + matcher.group(2) + ". Delete the wrong one");
        }
    }

    /** In small letters. */
    Optional<String> of(String fileName) {
        return Optional.ofNullable(sums.get(fileName));
    }
}
