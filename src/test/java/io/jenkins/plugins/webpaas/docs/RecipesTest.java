package io.jenkins.plugins.webpaas.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.SourceOperation;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import io.jenkins.plugins.webpaas.support.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what the recipes leave in the service. {@link ExamplesTest} runs them all, as they are. */
class RecipesTest extends StandInJenkinsTest {
    private static final Path PAGE = Path.of("docs", "recipes.md");

    private StandInProject project;
    private StandInEnvironment main;

    @BeforeEach
    void findEnvironment() {
        project = standIn.world().project(StandIn.PROJECT);
        main = project.environment("main");
        standIn.world().play(Script.success(Duration.ofMillis(300), "Finished\n"));
    }

    @Test
    void theNightlyUpdateSynchronizesFirstAndFollowsTheDeploymentThatTheOperationLeadsTo() throws Exception {
        project.addEnvironment("updates", "development", "active")
                .addSourceOperation(new SourceOperation("app", "update", "composer update"));

        success(recipe("webPaasSynchronize"));

        assertThat(types())
                .containsExactly("environment.synchronize", "environment.source-operation", "environment.push");
        assertThat(project.activities()).allMatch(StandInActivity::isFinal);
    }

    @Test
    void aDeploymentThatFailsItsCheckIsTakenBack() throws Exception {
        String before = main.headCommit();
        WorkflowJob job = PipelineJobs.job(jenkins, recipe("webPaasRestore()").replace("test -w .", "false"));
        String workspace = jenkins.jenkins.getWorkspaceFor(job).getRemote();
        Command.of("git", "clone", "-q", project.repositoryDirectory().toString(), workspace)
                .output();
        Command.shell("git -c user.name=Dev -c user.email=dev@example.com commit -q --allow-empty -m Change")
                .in(Path.of(workspace))
                .output();

        jenkins.buildAndAssertStatus(Result.FAILURE, job);

        assertThat(types()).containsExactly("environment.backup", "environment.push", "environment.restore");
        assertThat(main.headCommit()).isEqualTo(before);
    }

    @Test
    void aRedeploymentThatFailsIsTriedAgain() throws Exception {
        standIn.world().play(Script.failure(Duration.ofSeconds(1), "Out of disk\n"));
        WorkflowRun build = begin(recipe("webPaasRedeploy"));
        await().until(() -> !project.activities().isEmpty());
        standIn.world().play(Script.success(Duration.ofMillis(300), "Finished\n"));

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

        assertThat(types()).containsExactly("environment.redeploy", "environment.redeploy");
    }

    @Test
    void aMergedPullRequestIsInItsParentAndItsEnvironmentIsGone() throws Exception {
        String commit = project.addEnvironment("pr-12", "development", "active").headCommit();

        success(recipe("webPaasMerge"));

        assertThat(main.headCommit()).isEqualTo(commit);
        assertThat(project.environments()).extracting(StandInEnvironment::id).doesNotContain("pr-12");
    }

    private List<String> types() {
        List<String> types = new ArrayList<>(
                project.activities().stream().map(StandInActivity::type).toList());
        Collections.reverse(types);
        return types;
    }

    private static String recipe(String step) {
        return Example.all().stream()
                .filter(example -> example.page().equals(PAGE) && example.text().contains(step))
                .findFirst()
                .orElseThrow()
                .text();
    }
}
