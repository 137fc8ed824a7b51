package io.jenkins.plugins.webpaas;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages hang together, and with the code. */
class DocumentationTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern SHELL_BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"+]+)\"");
    private static final Pattern SECTION = Pattern.compile("\\(protocol, " + QUOTED + "(?:(?:,| and) " + QUOTED + ")*");

    /** A class in code format, perhaps with its packages, and perhaps with a member. */
    private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)*[A-Z]\\w*[a-z]\\w*)(?:\\.\\w+)*`");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(Path.of("."));
                Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.of(top.toList(), docs.toList())
                    .flatMap(List::stream)
                    .filter(page -> page.toString().endsWith(".md"))
                    .map(Path::normalize)
                    .sorted();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws Exception {
        for (MatchResult link : all(LINK, withoutBlocks(page))) {
            Path target = link.group(1).isEmpty()
                    ? page
                    : page.resolveSibling(link.group(1)).normalize();

            assertThat(target).as(link.group()).exists();
            if (link.group(2) != null) {
                assertThat(headings(target).map(DocumentationTest::anchor))
                        .as(link.group())
                        .contains(link.group(2));
            }
        }
    }

    @Test
    void theReadMeLeadsToEachPage() throws Exception {
        String readMe = Files.readString(Path.of("README.md"));

        assertThat(pages().map(Path::toString).filter(page -> page.startsWith("docs/")))
                .allSatisfy(page -> assertThat(readMe).contains("](" + page));
    }

    /** The first block of commands that the README has. */
    @Test
    void theCommandsThatTheReadMeBeginsWithAreRunByCi() throws Exception {
        String first =
                all(SHELL_BLOCK, Files.readString(Path.of("README.md"))).get(0).group(1);

        assertThat(first.lines().map(line -> line.replaceFirst("\\s+#.*", "")))
                .hasSize(2)
                .anyMatch(command -> command.endsWith(" exec:java@demo"))
                .anyMatch(command -> command.endsWith(" verify"))
                .allSatisfy(command -> assertThat(Files.readString(Path.of(".ci/run")))
                        .containsPattern("(?m)(^|/fresh-machine )" + Pattern.quote(command) + "$"));
    }

    /** Comments give the source of a fact by the heading of docs/protocol.md that has the fact. */
    @Test
    void whatCommentsNameOfTheProtocolIsThere() throws Exception {
        List<String> headings = headings(Path.of("docs/protocol.md"))
                .map(heading -> heading.replaceFirst("^\\d+\\. ", ""))
                .toList();
        for (Path source : sources()) {
            String comments = Files.readString(source).replaceAll("\\s*\\n\\s*(\\*|//)?\\s*", " ");
            for (MatchResult named : all(SECTION, comments)) {
                for (MatchResult heading : all(QUOTED, named.group())) {
                    assertThat(headings).as(source + ": " + named.group()).contains(heading.group(1));
                }
            }
        }
    }

    /** The table of decisions, and the text around it, name classes as package and class, or as the class alone. */
    @Test
    void theClassesThatTheArchitectureNamesAreThere() throws Exception {
        Set<String> classes = sources().stream()
                .map(source -> source.toString().replaceFirst(".*/webpaas/", "").replace(".java", ""))
                .flatMap(name -> Stream.of(name.replace('/', '.'), name.replaceFirst(".*/", "")))
                .collect(toSet());

        assertThat(all(CLASS, withoutBlocks(Path.of("docs/architecture.md"))))
                .extracting(named -> named.group(1))
                .hasSizeGreaterThan(50)
                .isSubsetOf(classes);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            return sources.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String withoutBlocks(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page)).replaceAll("");
    }

    private static Stream<String> headings(Path page) throws IOException {
        return all(HEADING, withoutBlocks(page)).stream().map(heading -> heading.group(1));
    }

    /** Returns the anchor that GitHub makes of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
