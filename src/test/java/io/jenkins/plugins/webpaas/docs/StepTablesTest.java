package io.jenkins.plugins.webpaas.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.config.CustomService;
import io.jenkins.plugins.webpaas.pipeline.WithWebPaasStep;
import io.jenkins.plugins.webpaas.step.WebPaasActivateStep;
import io.jenkins.plugins.webpaas.step.WebPaasBackupStep;
import io.jenkins.plugins.webpaas.step.WebPaasBranchStep;
import io.jenkins.plugins.webpaas.step.WebPaasDeactivateStep;
import io.jenkins.plugins.webpaas.step.WebPaasDeleteStep;
import io.jenkins.plugins.webpaas.step.WebPaasDeployStep;
import io.jenkins.plugins.webpaas.step.WebPaasMergeStep;
import io.jenkins.plugins.webpaas.step.WebPaasOperationStep;
import io.jenkins.plugins.webpaas.step.WebPaasPauseStep;
import io.jenkins.plugins.webpaas.step.WebPaasPushStep;
import io.jenkins.plugins.webpaas.step.WebPaasRedeployStep;
import io.jenkins.plugins.webpaas.step.WebPaasRestoreStep;
import io.jenkins.plugins.webpaas.step.WebPaasResumeStep;
import io.jenkins.plugins.webpaas.step.WebPaasSourceOperationStep;
import io.jenkins.plugins.webpaas.step.WebPaasSshStep;
import io.jenkins.plugins.webpaas.step.WebPaasSynchronizeStep;
import io.jenkins.plugins.webpaas.step.WebPaasWaitStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of parameters have those that there are, and no others. */
class StepTablesTest {
    /** A row's first cell, as far as it is names; what follows in brackets is a step's. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+)(?: \\(.*?\\))? \\|");

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("pipeline.md", "## `withWebPaas`", "| parameter |", List.of(WithWebPaasStep.class)),
                Arguments.of(
                        "pipeline.md",
                        "## Operations",
                        "| parameter |",
                        List.of(
                                WebPaasActivateStep.class,
                                WebPaasBackupStep.class,
                                WebPaasBranchStep.class,
                                WebPaasDeactivateStep.class,
                                WebPaasDeleteStep.class,
                                WebPaasDeployStep.class,
                                WebPaasMergeStep.class,
                                WebPaasOperationStep.class,
                                WebPaasPauseStep.class,
                                WebPaasRedeployStep.class,
                                WebPaasRestoreStep.class,
                                WebPaasResumeStep.class,
                                WebPaasSourceOperationStep.class,
                                WebPaasSynchronizeStep.class,
                                WebPaasWaitStep.class)),
                Arguments.of("pipeline.md", "## `webPaasPush`", "| parameter |", List.of(WebPaasPushStep.class)),
                Arguments.of("pipeline.md", "## `webPaasSsh`", "| parameter |", List.of(WebPaasSshStep.class)),
                Arguments.of("administrator.md", "## Services", "| field |", List.of(CustomService.class)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("tables")
    void haveTheParametersOfTheCode(String page, String section, String head, List<Class<?>> types) throws Exception {
        String text = Files.readString(Path.of("docs", page));
        int table = text.indexOf("\n" + head, text.indexOf(section + "\n"));

        assertThat(names(text.substring(table, text.indexOf("\n\n", table)))).isEqualTo(parameters(types));
    }

    private static Set<String> names(String table) {
        return ROW.matcher(table)
                .results()
                .map(row -> row.group(1))
                .flatMap(cell -> Stream.of(cell.replace("`", "").split(", ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> parameters(List<Class<?>> types) {
        return types.stream()
                .flatMap(type -> DescribableModel.of(type).getParameters().stream())
                .map(DescribableParameter::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
