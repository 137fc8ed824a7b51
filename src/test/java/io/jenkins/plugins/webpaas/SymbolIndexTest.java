package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jenkins finds symbols through an index, which an annotation processor writes in one build and the POM in the other. */
class SymbolIndexTest {

    @Test
    void hasEachClassWithASymbol() throws Exception {
        List<String> annotated = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.jenkins.plugins.webpaas")
                        .stream()
                        .filter(type -> type.isAnnotatedWith("org.jenkinsci.Symbol"))
                        .map(JavaClass::getName)
                        .toList();

        try (InputStream index =
                getClass().getResourceAsStream("/META-INF/services/annotations/org.jenkinsci.Symbol")) {
            assertThat(new String(index.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactlyInAnyOrderElementsOf(annotated);
        }
    }
}
