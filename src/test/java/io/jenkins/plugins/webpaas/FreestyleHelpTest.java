package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The help in freestyle jobs is about freestyle jobs. A sentence that is about Pipelines says so. */
class FreestyleHelpTest {
    private static final Set<String> EXPANDED =
            Set.of("project", "environment", "app", "worker", "operation", "variables");

    /** Fields of a step that a build step does not have. */
    private static final Set<String> NOT_SHOWN = Set.of("returnStdout", "returnStatus");

    @TestFactory
    Stream<DynamicTest> speaksOfNoScriptsAndTellsWhereParametersMayBe() {
        return Form.all().stream()
                .filter(form -> form.type().getPackageName().matches(".*\\.(freestyle|step)"))
                .flatMap(form -> form.fields().stream()
                        .filter(field -> !NOT_SHOWN.contains(field))
                        .flatMap(field -> form.help(field).stream()
                                .flatMap(help -> Stream.of(help, help.french(".html")))
                                .map(help -> DynamicTest.dynamicTest(
                                        form.type().getSimpleName() + ", " + help,
                                        () -> check(field, help.content())))));
    }

    private static void check(String field, String help) {
        String aboutFreestyleJobs = Stream.of(help.split("(?<=[a-z>]\\.)\\s"))
                .filter(sentence -> !sentence.contains("Pipeline"))
                .collect(Collectors.joining("\n"));
        assertThat(aboutFreestyleJobs).doesNotContainPattern("withWebPaas|webPaas[A-Z]|<code>\\w+:\\s|\\bscript");
        if (EXPANDED.contains(field)) {
            assertThat(help).contains("<code>$BRANCH</code>");
        }
    }
}
