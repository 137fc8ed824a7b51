package io.jenkins.plugins.webpaas.job;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipeline jobs for tests. */
public final class PipelineJobs {
    private PipelineJobs() {}

    public static WorkflowJob job(JenkinsRule jenkins, String script) throws Exception {
        return job(jenkins, script, true);
    }

    /** Makes a job whose script may wait for {@link Gate}s. */
    public static WorkflowJob gatedJob(JenkinsRule jenkins, String script) throws Exception {
        return job(jenkins, Gate.FUNCTION + script, false);
    }

    private static WorkflowJob job(JenkinsRule jenkins, String script, boolean sandbox) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, sandbox));
        return job;
    }

    /**
     * The step {@code gate('path')}, which waits without a node.
     *
     * @param file opens the gate as soon as it exists
     */
    public record Gate(Path file) {
        private static final String FUNCTION = """
                def gate(path) { while (!new File(path).exists()) { sleep time: 100, unit: 'MILLISECONDS' } }
                """;

        public void open() throws Exception {
            Files.createFile(file);
        }

        /** Returns the call for a script. */
        @Override
        public String toString() {
            return "gate('" + file + "')";
        }
    }
}
