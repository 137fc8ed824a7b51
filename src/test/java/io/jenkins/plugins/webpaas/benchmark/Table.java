package io.jenkins.plugins.webpaas.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table of results, in Markdown. */
public final class Table {
    private final List<String> lines = new ArrayList<>();

    public Table(String... columns) {
        row((Object[]) columns);
        lines.add("| --- " + "| ---: ".repeat(columns.length - 1) + "|");
    }

    /** Numbers come out with three digits. */
    public Table row(Object... cells) {
        lines.add(List.of(cells).stream().map(Table::text).collect(Collectors.joining(" | ", "| ", " |")));
        return this;
    }

    private static String text(Object cell) {
        if (!(cell instanceof Double number)) {
            return String.valueOf(cell);
        }
        int decimals = number >= 100 ? 0 : number >= 10 ? 1 : number >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
