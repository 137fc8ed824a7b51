package io.jenkins.plugins.webpaas.activity;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/** The last lines of a log that is added piece by piece. */
final class LogTail {
    /** The number of lines that are kept. */
    static final int LINES = 20;

    /** The number of characters that are kept of a line, from its end. */
    private static final int LENGTH = 500;

    /** ECMA-48: control sequences, operating system commands, and other escapes. */
    private static final String ESCAPES =
            "\u001B\\[[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)|\u001B[ -/]*[0-~]";

    private final Deque<String> lines = new ArrayDeque<>();
    private String unfinished = "";

    void add(String text) {
        String[] parts = text.split("\n", -1);
        for (int i = 0; i < parts.length - 1; i++) {
            push(unfinished + parts[i]);
            unfinished = "";
        }
        unfinished = shortened(unfinished + parts[parts.length - 1]);
    }

    private void push(String line) {
        lines.addLast(shortened(line));
        if (lines.size() > LINES) {
            lines.removeFirst();
        }
    }

    private static String shortened(String line) {
        return line.length() <= LENGTH ? line : line.substring(line.length() - LENGTH);
    }

    boolean isEmpty() {
        return lines.isEmpty() && unfinished.isEmpty();
    }

    /** Returns the lines without colours, and without text that a carriage return overwrites. */
    String plain() {
        Deque<String> all = new ArrayDeque<>(lines);
        if (!unfinished.isBlank()) {
            all.addLast(unfinished);
        }
        return all.stream()
                .skip(Math.max(0, all.size() - LINES))
                .map(LogTail::plain)
                .collect(Collectors.joining("\n"));
    }

    private static String plain(String line) {
        String text = line.replaceAll(ESCAPES, "").stripTrailing();
        return text.substring(text.lastIndexOf('\r') + 1).replaceAll("\\p{Cntrl}", " ");
    }
}
