package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests aborts while a session opens, is open, and closes. Certificates live four seconds. */
class WithWebPaasAbortTest extends StandInJenkinsTest {
    private static final String IN_NODE = "node { withWebPaas(credentialsId: 'deploy-bot') { %s } }";
    private static final String AROUND_NODE = "withWebPaas(credentialsId: 'deploy-bot') { node { %s } }";

    @Override
    protected StandIn.Builder builder() {
        return StandIn.builder().certificateLifetime(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOKEN", "CERTIFICATE"})
    void whileItOpens(Endpoint slow) throws Exception {
        standIn.faults().add(slow, Fault.latency(Duration.ofSeconds(20)));
        WorkflowRun build = begin(IN_NODE.formatted("echo 'inside'"));
        await().until(() -> standIn.requests().count(slow) > 0);

        abort(build);

        jenkins.assertLogNotContains("inside", build);
        StandInJenkins.assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {IN_NODE, AROUND_NODE})
    void inside(String nesting) throws Exception {
        WorkflowRun build = begin(nesting.formatted("sh 'ssh-add -l; sleep 100'"));
        jenkins.waitForMessage("(ED25519-CERT)", build);

        abort(build);

        StandInJenkins.assertNothingLeft();
    }

    @Test
    void whileItOpensOnANodeThatTheBlockEnters() throws Exception {
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.latency(Duration.ofSeconds(6)));
        WorkflowRun build = begin(AROUND_NODE.formatted("sh 'echo waiting; ssh-add -l'"));
        jenkins.waitForMessage("waiting", build);

        abort(build);

        StandInJenkins.assertNothingLeft();
    }

    @Test
    void whileItCloses() throws Exception {
        WorkflowRun build = begin(IN_NODE.formatted("sleep 4; echo 'about to close'"));
        await().until(() -> standIn.requests().count(Endpoint.CERTIFICATE) == 1);
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.latency(Duration.ofSeconds(6)));
        jenkins.waitForMessage("about to close", build);

        abort(build);

        StandInJenkins.assertNothingLeft();
    }

    @Test
    void byForceSoThatNobodyCloses() throws Exception {
        WorkflowRun build = begin(IN_NODE.formatted("sh 'ssh-add -l'; sleep 100"));
        jenkins.waitForMessage("(ED25519-CERT)", build);

        build.doKill();
        jenkins.waitForCompletion(build);

        StandInJenkins.assertNothingLeft();
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isOne();
    }

    private void abort(WorkflowRun build) throws Exception {
        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
    }
}
