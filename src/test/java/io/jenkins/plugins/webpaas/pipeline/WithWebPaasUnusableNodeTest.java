package io.jenkins.plugins.webpaas.pipeline;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Tests the build log for nodes on which a session is impossible. */
class WithWebPaasUnusableNodeTest extends StandInJenkinsTest {
    private static final String SAID =
            "@tmp, which the session needs: it is no directory. The directory must be one in which";

    @Test
    void aTemporaryDirectoryThatCannotBeWrittenIsSaidWithoutAStackTrace() throws Exception {
        jenkins.createOnlineSlave().setLabelString("a");
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, PipelineJobs.job(jenkins, """
                node('a') {
                  sh ':'
                  dir("${WORKSPACE}@tmp") { deleteDir() }
                  dir('..') { writeFile file: WORKSPACE.tokenize('/').last() + '@tmp', text: '' }
                  withWebPaas(credentialsId: 'deploy-bot', ssh: 'none') { echo 'logged in' }
                }
                """));

        jenkins.assertLogContains(SAID, build);
        jenkins.assertLogNotContains("\tat ", build);
        jenkins.assertLogNotContains("logged in", build);
    }

    @Test
    void aFreestyleBuildSaysTheSame() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildWrappersList().add(new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID));
        Path workspace = Path.of(jenkins.jenkins.getWorkspaceFor(project).getRemote());
        Files.createDirectories(workspace);
        Files.createFile(Path.of(
                WorkspaceList.tempDir(jenkins.jenkins.getWorkspaceFor(project)).getRemote()));

        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);

        jenkins.assertLogContains(SAID, build);
        jenkins.assertLogNotContains("\tat ", build);
    }
}
