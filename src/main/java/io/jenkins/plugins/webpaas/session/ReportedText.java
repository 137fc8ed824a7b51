package io.jenkins.plugins.webpaas.session;

import java.util.List;

/** Limits texts of a node before they go to the build log: to a number of texts, each a short line. */
final class ReportedText {
    private static final int MAX_TEXTS = 20;

    /** Enough for a refusal of the SSH agent with a host key of RSA with 4096 bits. */
    private static final int MAX_LENGTH = 1200;

    private ReportedText() {}

    /** @param texts null for none */
    static List<String> of(List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream().limit(MAX_TEXTS).map(ReportedText::line).toList();
    }

    private static String line(String text) {
        String start = String.valueOf(text);
        start = start.substring(0, Math.min(start.length(), MAX_LENGTH));
        return start.replaceAll("[\\p{C}\\s]+", " ").strip();
    }
}
