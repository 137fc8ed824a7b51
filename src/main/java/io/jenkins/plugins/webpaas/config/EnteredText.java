package io.jenkins.plugins.webpaas.config;

import java.util.List;

/** Tidies what people enter and paste into fields. */
final class EnteredText {
    private EnteredText() {}

    /** Takes white space off the ends; null stays. */
    static String trim(String text) {
        return text == null ? null : text.strip();
    }

    /** The lines that are not blank; none of null. */
    static List<String> lines(String text) {
        return text == null
                ? List.of()
                : text.strip()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    /** The same without those that begin with {@code #}, as {@code ssh-keyscan} and {@code known_hosts} have them. */
    static List<String> linesWithoutComments(String text) {
        return lines(text).stream().filter(line -> !line.startsWith("#")).toList();
    }
}
