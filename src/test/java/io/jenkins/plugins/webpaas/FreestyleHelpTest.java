package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The help in freestyle jobs is about freestyle jobs. */
class FreestyleHelpTest {
    private static final Set<String> EXPANDED =
            Set.of("project", "environment", "app", "worker", "operation", "variables");

    @TestFactory
    Stream<DynamicTest> speaksOfNoScriptsAndTellsWhereParametersMayBe() {
        return Form.all().stream()
                .filter(form -> form.type().getPackageName().endsWith(".freestyle"))
                .flatMap(form -> form.fields().stream().flatMap(field -> form.help(field).stream()
                        .flatMap(help -> Stream.of(help, help.french(".html")))
                        .map(help -> DynamicTest.dynamicTest(
                                form.type().getSimpleName() + ", " + help, () -> check(field, help.content())))));
    }

    private static void check(String field, String help) {
        assertThat(help).doesNotContainPattern("withWebPaas|webPaas[A-Z]|<code>\\w+:\\s|\\bscript");
        if (EXPANDED.contains(field)) {
            assertThat(help).contains("<code>$BRANCH</code>");
        }
    }
}
