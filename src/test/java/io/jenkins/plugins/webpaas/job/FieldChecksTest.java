package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.step.WebPaasSourceOperationStep;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checks that forms make while a user types. */
class FieldChecksTest extends FormRequestsTest {
    private WorkflowJob pipeline;

    @BeforeEach
    void createPipeline() throws Exception {
        pipeline = jenkins.createProject(WorkflowJob.class);
    }

    @Test
    void invalidValuesAreReportedAtTheField() throws Exception {
        assertThat(check(pipeline, WebPaasSourceOperationStep.class, "Project", "My shop"))
                .contains("is no project id");
        assertThat(check(pipeline, WebPaasSourceOperationStep.class, "Project", "$PROJECT"))
                .contains("is no project id");
        assertThat(check(pipeline, WebPaasSourceOperationStep.class, "Environment", "a/../b"))
                .contains("is no name");
        assertThat(check(pipeline, WebPaasSourceOperationStep.class, "Operation", " "))
                .contains("Operation: is missing");
        assertThat(check(pipeline, WebPaasSourceOperationStep.class, "Variables", "A=b"))
                .contains("is no prefix");
        assertThat(check(job, WebPaasSourceOperationStep.class, "Project", "My shop"))
                .contains("is no project id");
        assertThat(check(job, WebPaasBuildWrapper.class, "Environment", "/")).contains("is no name");
        assertThat(check(job, WebPaasBuildWrapper.class, "Environment", "main"))
                .contains("Enter the project of the environment");
    }

    @Test
    void validOrExpandedValuesPass() throws Exception {
        for (Item item : List.of(pipeline, job)) {
            assertThat(check(item, WebPaasSourceOperationStep.class, "Project", ""))
                    .isEqualTo("<div/>");
            assertThat(check(item, WebPaasSourceOperationStep.class, "Project", "abcdefghij234"))
                    .isEqualTo("<div/>");
            assertThat(check(item, WebPaasSourceOperationStep.class, "Environment", "."))
                    .isEqualTo("<div/>");
            assertThat(check(item, WebPaasSourceOperationStep.class, "Environment", "not/yet/there"))
                    .isEqualTo("<div/>");
            assertThat(check(item, WebPaasSourceOperationStep.class, "Operation", "update"))
                    .isEqualTo("<div/>");
            assertThat(check(item, WebPaasSourceOperationStep.class, "Variables", "env:A=b\nenv:C=$D"))
                    .isEqualTo("<div/>");
        }
        assertThat(check(job, WebPaasSourceOperationStep.class, "Project", "${PROJECT}"))
                .isEqualTo("<div/>");
        assertThat(post("author", job, WebPaasBuildWrapper.class, "checkEnvironment", "value=$A/..&project=$P")
                        .getContentAsString())
                .isEqualTo("<div/>");
        assertThat(check(job, WebPaasSourceOperationStep.class, "Variables", "$MORE"))
                .isEqualTo("<div/>");
    }
}
