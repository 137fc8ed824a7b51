package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of CONTRIBUTING.md about names, texts and sizes, as far as a program can check them. */
class SourceRulesTest {
    private static final int LONGEST = 300;

    /** A class name of one word that ends like a participle or a gerund says nothing of what the class is. */
    private static final Pattern PARTICIPLE = Pattern.compile("[A-Z][a-z]+(ed|ing)");

    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*\\s*(?:\\*\\s*)?([\\w']+)");

    private static final Pattern MUTATED = Pattern.compile("<param>(io\\.jenkins\\.[\\w.*]+)</param>");

    /** After these words a reader does not know yet what the sentence is about. */
    private static final Set<String> NO_OPENING = Set.of(
            "As", "False", "How", "If", "It", "Nobody", "Null", "So", "That", "True", "What", "When", "Where",
            "Whether", "Which", "Who", "Whoever", "Whose", "Why");

    @Test
    void noTwoClassesShareAName() throws Exception {
        TreeMap<String, Set<Path>> byName = new TreeMap<>();
        for (Path file : sources()) {
            byName.computeIfAbsent(file.getFileName().toString(), name -> new TreeSet<>())
                    .add(file);
        }
        byName.remove("package-info.java");

        assertThat(byName.values()).filteredOn(files -> files.size() > 1).isEmpty();
    }

    @Test
    void noClassIsNamedByAParticipleAlone() throws Exception {
        assertThat(sources())
                .extracting(file -> file.getFileName().toString().replace(".java", ""))
                .noneMatch(name -> PARTICIPLE.matcher(name).matches());
    }

    /** Mutation testing passes over a class that it does not find. */
    @Test
    void theClassesOfMutationTestingExist() throws Exception {
        String sources = sources().stream().map(Path::toString).collect(Collectors.joining("\n"));

        assertThat(MUTATED.matcher(Files.readString(Path.of("pom-central.xml"))).results())
                .isNotEmpty()
                .extracting(param -> param.group(1).replace('.', '/').replace("*", ".*") + "\\.java")
                .allSatisfy(file -> assertThat(sources).containsPattern(file));
    }

    @Test
    void noFileIsTooLongToRead() throws Exception {
        assertThat(sources())
                .allSatisfy(file ->
                        assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(LONGEST));
    }

    @Test
    void everyJavadocBeginsWithItsSubjectOrItsVerb() throws Exception {
        List<String> breaches = new ArrayList<>();
        for (Path file : sources()) {
            String text = Files.readString(file);
            Matcher javadoc = JAVADOC.matcher(text);
            while (javadoc.find()) {
                if (NO_OPENING.contains(javadoc.group(1))) {
                    long line = text.substring(0, javadoc.start())
                                    .chars()
                                    .filter(c -> c == 10)
                                    .count()
                            + 1;
                    breaches.add(file + ":" + line + " " + javadoc.group(1));
                }
            }
        }

        assertThat(breaches).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/test/java")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(500);
        return sources;
    }
}
