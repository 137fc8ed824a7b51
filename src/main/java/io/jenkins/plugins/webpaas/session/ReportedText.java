package io.jenkins.plugins.webpaas.session;

import java.util.List;

/** Texts of a node for the build log: few, short, and of one line each. */
final class ReportedText {
    private static final int MOST = 20;
    private static final int LONGEST = 300;

    private ReportedText() {}

    /** @param texts null for none */
    static List<String> of(List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream().limit(MOST).map(ReportedText::line).toList();
    }

    private static String line(String text) {
        String start = String.valueOf(text);
        start = start.substring(0, Math.min(start.length(), LONGEST));
        return start.replaceAll("[\\p{C}\\s]+", " ").strip();
    }
}
