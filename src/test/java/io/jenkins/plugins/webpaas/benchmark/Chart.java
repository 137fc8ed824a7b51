package io.jenkins.plugins.webpaas.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Lines over a few values of x; both scales are logarithmic. */
final class Chart {
    private static final List<String> COLOURS = List.of("#888888", "#1f77b4", "#d9580d", "#2ca02c");
    private static final int WIDTH = 420;
    private static final int HEIGHT = 300;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 45;

    private final String title;
    private final List<Integer> xs;
    private final Map<String, List<Double>> lines = new LinkedHashMap<>();

    Chart(String title, List<Integer> xs) {
        this.title = title;
        this.xs = xs;
    }

    /** The next value of a line. */
    void add(String line, double y) {
        lines.computeIfAbsent(line, name -> new ArrayList<>()).add(y);
    }

    /** Writes some of them side by side. */
    static void write(Path file, String xTitle, Chart... charts) throws IOException {
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <rect width="100%%" height="100%%" fill="white"/>
                """.formatted(charts.length * WIDTH, HEIGHT));
        for (int i = 0; i < charts.length; i++) {
            svg.append("<g transform=\"translate(").append(i * WIDTH).append(")\">\n");
            charts[i].draw(svg, xTitle);
            svg.append("</g>\n");
        }
        Files.writeString(file, svg.append("</svg>\n"));
    }

    private void draw(StringBuilder svg, String xTitle) {
        double[] all = lines.values().stream()
                .flatMap(Collection::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        int lowest = (int) Math.floor(Math.log10(DoubleStream.of(all).min().orElseThrow()));
        int highest = (int) Math.ceil(Math.log10(DoubleStream.of(all).max().orElseThrow()));
        text(svg, WIDTH / 2.0, 16, "middle", title);
        text(svg, WIDTH / 2.0, HEIGHT - 8, "middle", xTitle);
        for (int power = lowest; power <= highest; power++) {
            double y = y(Math.pow(10, power), lowest, highest);
            line(svg, LEFT, y, WIDTH - RIGHT, y);
            text(
                    svg,
                    LEFT - 6,
                    y + 4,
                    "end",
                    power < 0
                            ? String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power))
                            : String.format(Locale.ROOT, "%,d", (long) Math.pow(10, power)));
        }
        for (int x : xs) {
            text(svg, x(x), HEIGHT - BOTTOM + 16, "middle", String.valueOf(x));
        }
        int number = 0;
        for (Map.Entry<String, List<Double>> line : lines.entrySet()) {
            String colour = COLOURS.get(number);
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < xs.size(); i++) {
                points.append(String.format(
                        Locale.ROOT,
                        "%.1f,%.1f ",
                        x(xs.get(i)),
                        y(line.getValue().get(i), lowest, highest)));
            }
            svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" points=\"%s\"/>\n"
                    .formatted(colour, points.toString().trim()));
            svg.append("<rect x=\"%d\" y=\"24\" width=\"10\" height=\"10\" fill=\"%s\"/>\n"
                    .formatted(LEFT + number * 110, colour));
            text(svg, LEFT + 15 + number * 110, 33, "start", line.getKey());
            number++;
        }
    }

    private double x(int value) {
        double share = Math.log((double) value / xs.get(0)) / Math.log((double) xs.get(xs.size() - 1) / xs.get(0));
        return LEFT + 10 + share * (WIDTH - LEFT - RIGHT - 20);
    }

    private static double y(double value, int lowest, int highest) {
        double share = (Math.log10(value) - lowest) / (highest - lowest);
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words));
    }
}
