package io.jenkins.plugins.webpaas.job;

import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A test in a Jenkins that is configured for the stand-in. After each test, {@link SecretHunt} looks for leaked secrets. */
@WithJenkins
public abstract class StandInJenkinsTest {
    /** Opens a session in the environment {@code main} of the stand-in's project; the body follows. */
    protected static final String BLOCK =
            "withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main')";

    protected JenkinsRule jenkins;
    protected StandIn standIn;

    /** Returns the builder of the stand-in; a test overrides it to change defaults. */
    protected StandIn.Builder builder() {
        return StandIn.builder();
    }

    @BeforeEach
    protected final void startStandIn(JenkinsRule rule) throws Exception {
        jenkins = rule;
        standIn = builder().start();
        StandInJenkins.configure(standIn);
    }

    @AfterEach
    protected final void huntForSecrets(TestInfo test) throws Exception {
        try {
            if (!test.getTestMethod().orElseThrow().isAnnotationPresent(LeavesSecrets.class)) {
                new SecretHunt(standIn).everywhere();
            }
        } finally {
            standIn.close();
        }
    }

    protected final WorkflowRun begin(String script) throws Exception {
        return PipelineJobs.job(jenkins, script).scheduleBuild2(0).waitForStart();
    }

    protected final WorkflowRun success(String script) throws Exception {
        return jenkins.buildAndAssertSuccess(PipelineJobs.job(jenkins, script));
    }

    protected final WorkflowRun failure(String script) throws Exception {
        return jenkins.buildAndAssertStatus(Result.FAILURE, PipelineJobs.job(jenkins, script));
    }

    /** Returns the activities of the stand-in's project. */
    protected final List<StandInActivity> activities() {
        return standIn.world().project(StandIn.PROJECT).activities();
    }

    /** Waits for the first activity. */
    protected final StandInActivity activity() {
        await().until(() -> !activities().isEmpty());
        return activities().get(0);
    }
}
