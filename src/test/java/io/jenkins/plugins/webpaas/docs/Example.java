package io.jenkins.plugins.webpaas.docs;

import hudson.model.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of code in a page of the documentation.
 *
 * @param page relative to the repository
 * @param line of its first line of code, counted from 1
 * @param language as the fence names it; empty for what is no code
 * @param remark the text of an HTML comment right above the fence; empty if there is none
 */
record Example(Path page, int line, String language, String text, String remark) {
    private static final Pattern FENCE = Pattern.compile("(\\s*)```(\\w*)");
    private static final Pattern COMMENT = Pattern.compile("\\s*<!-- (.*) -->");
    private static final String ENDS = "ends: ";
    private static final String NOT_RUN = "not run: ";

    /** Those of README.md, CONTRIBUTING.md and docs. */
    static List<Example> all() {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            List<Example> examples = new ArrayList<>();
            for (Path page : Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), docs.sorted())
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList()) {
                examples.addAll(of(page, Files.readAllLines(page)));
            }
            return examples;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Example> of(Path page, List<String> lines) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int first = i + 1;
                i = first + lines.subList(first, lines.size()).indexOf(fence.group(1) + "```");
                String text = String.join("\n", lines.subList(first, i)).stripIndent();
                examples.add(new Example(page, first + 1, fence.group(2), text, remark(lines.subList(0, first - 1))));
            }
        }
        return examples;
    }

    private static String remark(List<String> above) {
        Matcher comment = COMMENT.matcher(above.isEmpty() ? "" : above.get(above.size() - 1));
        return comment.matches() ? comment.group(1) : "";
    }

    /** Returns the reason why the example is not run; empty if the example is run. */
    Optional<String> reason() {
        return remark.startsWith(NOT_RUN) ? Optional.of(remark.substring(NOT_RUN.length())) : Optional.empty();
    }

    /** Returns the result of the example's build. */
    Result ends() {
        return remark.startsWith(ENDS) ? Result.fromString(remark.substring(ENDS.length())) : Result.SUCCESS;
    }

    /** Returns the example's place. */
    @Override
    public String toString() {
        return page + ":" + line;
    }
}
