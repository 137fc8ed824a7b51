package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.freestyle.WebPaasSourceOperationBuilder;
import io.jenkins.plugins.webpaas.pipeline.WebPaasSourceOperationStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checks that forms make while a user types. */
class FieldChecksTest extends FormRequestsTest {
    @Test
    void invalidValuesAreReportedAtTheField() throws Exception {
        assertThat(check(WebPaasSourceOperationStep.class, "Project", "My shop"))
                .contains("is no project id");
        assertThat(check(WebPaasSourceOperationStep.class, "Project", "$PROJECT"))
                .contains("is no project id");
        assertThat(check(WebPaasSourceOperationStep.class, "Environment", "a/../b"))
                .contains("is no name");
        assertThat(check(WebPaasSourceOperationStep.class, "Operation", " ")).contains("Source operation: is missing");
        assertThat(check(WebPaasSourceOperationStep.class, "Variables", "A=b")).contains("is no prefix");
        assertThat(check(WebPaasSourceOperationBuilder.class, "Project", "My shop"))
                .contains("is no project id");
        assertThat(check(WebPaasBuildWrapper.class, "Environment", "/")).contains("is no name");
        assertThat(check(WebPaasBuildWrapper.class, "Environment", "main"))
                .contains("Enter the project of the environment");
    }

    @Test
    void validOrExpandedValuesPass() throws Exception {
        for (Class<?> form : List.of(WebPaasSourceOperationStep.class, WebPaasSourceOperationBuilder.class)) {
            assertThat(check(form, "Project", "")).isEqualTo("<div/>");
            assertThat(check(form, "Project", "abcdefghij234")).isEqualTo("<div/>");
            assertThat(check(form, "Environment", ".")).isEqualTo("<div/>");
            assertThat(check(form, "Environment", "not/yet/there")).isEqualTo("<div/>");
            assertThat(check(form, "Operation", "update")).isEqualTo("<div/>");
            assertThat(check(form, "Variables", "env:A=b\nenv:C=$D")).isEqualTo("<div/>");
        }
        assertThat(check(WebPaasSourceOperationBuilder.class, "Project", "${PROJECT}"))
                .isEqualTo("<div/>");
        assertThat(post("author", job, WebPaasBuildWrapper.class, "checkEnvironment", "value=$A/..&project=$P")
                        .getContentAsString())
                .isEqualTo("<div/>");
        assertThat(check(WebPaasSourceOperationBuilder.class, "Variables", "$MORE"))
                .isEqualTo("<div/>");
    }
}
