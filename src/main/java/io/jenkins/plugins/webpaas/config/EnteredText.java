package io.jenkins.plugins.webpaas.config;

import java.util.List;

/** Normalizes the text that users enter and paste into fields. */
final class EnteredText {
    private EnteredText() {}

    /** Removes white space from both ends; null stays null. */
    static String trim(String text) {
        return text == null ? null : text.strip();
    }

    /** Returns the lines that are not blank, without white space at their ends; no lines for null. */
    static List<String> lines(String text) {
        return text == null
                ? List.of()
                : text.strip()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    /** Returns the {@link #lines} that do not begin with {@code #}, the comments of {@code ssh-keyscan} and {@code known_hosts}. */
    static List<String> linesWithoutComments(String text) {
        return lines(text).stream().filter(line -> !line.startsWith("#")).toList();
    }
}
