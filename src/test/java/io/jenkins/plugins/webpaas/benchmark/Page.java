package io.jenkins.plugins.webpaas.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page with the results, each part between two marks. What stands around them is written by people. */
public record Page(Path file) {
    public static final Page PERFORMANCE = new Page(Path.of("docs/performance.md"));

    public void put(String part, List<Table> tables) throws IOException {
        String results =
                "*" + machine() + "*\n\n" + tables.stream().map(Table::toString).collect(Collectors.joining("\n"));
        System.out.println(part + ": " + results);
        String begin = "<!-- " + part + " -->\n";
        String end = "<!-- /" + part + " -->\n";
        String page = Files.readString(file);
        Matcher old = Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL)
                .matcher(page);
        Files.writeString(file, old.replaceFirst(Matcher.quoteReplacement(begin + results + end)));
    }

    private static String machine() throws IOException {
        Path processors = Path.of("/proc/cpuinfo");
        String model = !Files.exists(processors)
                ? System.getProperty("os.arch")
                : Files.readAllLines(processors).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).trim())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
        return "%s: %d processors (%s), %s, JDK %s"
                .formatted(
                        LocalDate.now(),
                        Runtime.getRuntime().availableProcessors(),
                        model,
                        System.getProperty("os.name"),
                        Runtime.version());
    }
}
