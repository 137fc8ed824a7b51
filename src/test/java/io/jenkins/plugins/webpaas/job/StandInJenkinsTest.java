package io.jenkins.plugins.webpaas.job;

import hudson.model.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A test in a Jenkins that knows the stand-in, and in which no secret is left where it must not be. */
@WithJenkins
public abstract class StandInJenkinsTest {
    protected JenkinsRule jenkins;
    protected StandIn standIn;

    /** How the stand-in differs from the default. */
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
}
