package io.jenkins.plugins.webpaas.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.webpaas.job.FreestyleBuild;
import io.jenkins.plugins.webpaas.session.NodeAwayException;
import org.junit.jupiter.api.Test;

/** Failures of freestyle builds. */
class LabelledFailureTest {

    @Test
    void nameFieldsAsTheFormDoesAndKeepALostNodeAsTheirCause() {
        NodeAwayException loss = new NodeAwayException("away");
        AbortException failure = new AbortException("project: is missing");
        failure.initCause(loss);

        assertThat(FreestyleBuild.withLabels(failure))
                .hasMessage("Project: is missing")
                .hasCause(loss);
    }

    @Test
    void mayHaveNoMessage() {
        assertThat(FreestyleBuild.withLabels(new AbortException())).hasMessage(null);
    }
}
