package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The picture in docs/architecture.md has the packages that there are, and who knows whom. */
class ArchitecturePictureTest {
    private static final String ROOT = "io.jenkins.plugins.webpaas.";

    @Test
    void showsWhatIsThere() throws Exception {
        Map<String, Set<String>> shown = shown();
        Map<String, Set<String>> real = real();

        assertThat(shown.keySet()).isEqualTo(real.keySet());
        shown.forEach(
                (from, to) -> assertThat(real.get(from)).as("known to " + from).containsAll(to));
        real.forEach((from, to) -> assertThat(reached(from, shown))
                .as("arrows from " + from + " on")
                .containsAll(to));
    }

    private static Map<String, Set<String>> shown() throws Exception {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (String line : Files.readString(Path.of("docs/architecture.md"))
                .replaceFirst("(?s).*```mermaid\n", "")
                .replaceFirst("(?s)```.*", "")
                .lines()
                .filter(line -> line.contains("-->"))
                .toList()) {
            String[] ends = line.strip().split(" --> ");
            for (int i = 0; i < ends.length; i++) {
                for (String from : ends[i].split(" & ")) {
                    Set<String> known = arrows.computeIfAbsent(from, name -> new TreeSet<>());
                    if (i + 1 < ends.length) {
                        known.addAll(Set.of(ends[i + 1].split(" & ")));
                    }
                }
            }
        }
        return arrows;
    }

    private static Map<String, Set<String>> real() {
        Map<String, Set<String>> packages = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT)) {
            String from = type.getPackageName().substring(ROOT.length());
            Set<String> known = packages.computeIfAbsent(from, name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getPackageName())
                    .filter(name -> name.startsWith(ROOT) && !name.equals(type.getPackageName()))
                    .forEach(name -> known.add(name.substring(ROOT.length())));
        }
        return packages;
    }

    private static Set<String> reached(String from, Map<String, Set<String>> arrows) {
        Set<String> reached = new HashSet<>();
        for (String next : arrows.get(from)) {
            reached.add(next);
            reached.addAll(reached(next, arrows));
        }
        return reached;
    }
}
