package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.tasks.Shell;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuilder;
import io.jenkins.plugins.webpaas.job.SharedJenkinsRows;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the step that pushes a commit, with git and OpenSSH. */
class WebPaasPushStepTest extends PushFixture {
    @Test
    void createsAnEnvironmentAndWaitsForItsDeployment() throws Exception {
        WorkflowRun build = success(withCommit("""
                def push = webPaasPush environment: 'pr-12', parent: 'main', title: 'Pull request 12'
                echo "created ${push.created}, ${push.commit == made}, ${push.result}, ${push.activities.size()}, ${push.environment}"
                echo "site ${push.url} ${push.urls[0]}"
                sh 'echo "seen $WEBPAAS_URL $PLATFORM_BRANCH $WEBPAAS_SSH_URL"'
                webPaasSsh 'true'
                """));

        StandInEnvironment environment = project.environment("pr-12");
        assertThat(environment.status()).isEqualTo("active");
        assertThat(environment.parent()).isEqualTo("main");
        assertThat(environment.title()).isEqualTo("Pull request 12");
        jenkins.assertLogContains("which does not exist yet", build);
        jenkins.assertLogContains("Deployed\n", build);
        jenkins.assertLogContains("created true, true, success, 1, pr-12", build);
        jenkins.assertLogContains("site " + environment.url() + " " + environment.url(), build);
        jenkins.assertLogContains("seen " + environment.url() + " pr-12 " + environment.sshUser("app") + "@", build);
        assertThat(build.getLog()).containsPattern(lastLine("pr-12"));
    }

    /** The result, the time and the site in one line. */
    private static String lastLine(String environment) {
        return "\\[Web PaaS] Waited [^:\n]+: success\\. The site of environment '" + environment + "' is https://"
                + environment + "\\S+\n";
    }

    @Test
    void aLaterWaitForAPushOfGitEndsWithTheSite() throws Exception {
        WorkflowRun build = success(withCommit(LOGIN.replace(")", ", environment: 'main')"), """
                sh 'PLATFORMSH_PUSH_NO_WAIT=1 git push -q "$WEBPAAS_GIT_URL" HEAD:main'
                def wait = webPaasWait()
                echo "site ${wait.url}"
                """));

        String url = project.environment("main").url();
        assertThat(build.getLog())
                .containsPattern("\\[Web PaaS] Waited [^:\n]+: success\\. The site of environment 'main' is \\Q" + url)
                .contains("site " + url + "\n");
    }

    @Test
    void pushesToAnActiveEnvironmentAndThenNothing() throws Exception {
        WorkflowRun build = success(withCommit("""
                webPaasPush environment: 'pr-13'
                sh 'git -c user.name=a -c user.email=a@example.com commit -q --allow-empty -m second'
                def second = webPaasPush environment: 'pr-13'
                def third = webPaasPush environment: 'pr-13'
                echo "second ${second.created}, ${second.result}; third ${third.result}, ${third.url}, ${third.commit == second.commit}"
                """));

        jenkins.assertLogContains("already: nothing to push", build);
        jenkins.assertLogContains(
                "second false, success; third success, "
                        + project.environment("pr-13").url() + ", true",
                build);
        assertThat(project.activities())
                .filteredOn(activity -> activity.type().equals("environment.push"))
                .hasSize(2);
    }

    @TestFactory
    Stream<DynamicTest> activatesWhatThePushDoesNotActivate() {
        return SharedJenkinsRows.of("""
                inactive at the commit        | environment.activate
                paused at the commit          | environment.resume
                paused at another commit      | environment.resume, environment.push
                inactive at another commit    | environment.push
                """, (row, types) -> {
            String name = row.replace(' ', '-');
            String workspace = "ws('" + jenkins.jenkins.getRootDir() + "/" + name + "') { ";
            success(withCommit("webPaasPush environment: '" + name + "'").replace("node { ", "node { " + workspace)
                    + " }");
            project.environment(name).status(row.split(" ")[0]);
            int before = project.activities().size();
            String next = row.contains("another") ? COMMIT : "";

            success("node { " + workspace + LOGIN + " { " + next + "webPaasPush environment: '" + name + "' } } }");

            assertThat(project.environment(name).status()).isEqualTo("active");
            assertThat(project.activities().stream()
                            .limit(project.activities().size() - before)
                            .map(StandInActivity::type))
                    .containsExactlyInAnyOrder(types.split(", "));
        });
    }

    @Test
    void failsIfTheDeploymentFails() throws Exception {
        standIn.world().play(Script.failure(Duration.ofMillis(100), "Building\n", "E: no space left\n"));

        WorkflowRun build = failure(withCommit("webPaasPush environment: 'pr-14'; echo 'after the push'"));

        jenkins.assertLogContains("E: no space left\n", build);
        jenkins.assertLogContains("Environment 'pr-14' has not deployed commit", build);
        jenkins.assertLogNotContains("after the push", build);
    }

    @Test
    void aFailedHookMakesTheBuildUnstable() throws Exception {
        standIn.world().play(null);
        WorkflowRun build = begin(withCommit("echo \"result ${webPaasPush(environment: 'pr-15').commandFailed}\""));

        activity().start().command("app", "deploy", 1).complete(io.jenkins.plugins.webpaas.standin.Result.SUCCESS);

        jenkins.assertBuildStatus(Result.UNSTABLE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("result true", build);
    }

    @Test
    void aLaterStepWaitsForAPushWithoutWaiting() throws Exception {
        standIn.world().play(null);
        WorkflowRun build = begin(withCommit("""
                def push = webPaasPush environment: 'pr-16', noWait: true
                echo "pushed ${push.commit == made}, ${push.result}"
                webPaasWait activities: push
                """));
        jenkins.waitForMessage("pushed true", build);

        activity().start().failBuild();

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("Environment 'pr-16' has not deployed commit", build);
    }

    @Test
    void doesNotActivateIfNotAsked() throws Exception {
        WorkflowRun build = success(withCommit("webPaasPush environment: 'pr-17', activate: false"));

        assertThat(project.environment("pr-17").status()).isEqualTo("inactive");
        jenkins.assertLogContains("'pr-17' is not active, so there is no deployment to wait for", build);
    }

    @Test
    void sendsTheOptionsOfThePush() throws Exception {
        success(
                withCommit(
                        "webPaasPush environment: 'pr-18', type: 'staging', cloneParent: false, strategy: 'rolling', source: 'HEAD~0'"));

        assertThat(project.activity("environment.push").pushOptions().values())
                .isEqualTo(Map.of(
                        "environment.status", "active",
                        "environment.type", "staging",
                        "environment.clone_parent_on_create", "false",
                        "deploy.strategy", "rolling"));
    }

    @Test
    void forcesThePushIfAsked() throws Exception {
        String lines = """
                webPaasPush environment: 'pr-19'
                sh 'git -c user.name=a -c user.email=a@example.com commit -q --amend --allow-empty -m other'
                """;
        WorkflowRun refused = failure(withCommit(lines + "webPaasPush environment: 'pr-19'"));
        jenkins.assertLogContains(
                "Could not push to environment 'pr-19': the environment has commits that the pushed commit does not",
                refused);

        success(withCommit("webPaasPush environment: 'pr-19', force: true"));
    }

    @Test
    void aBlockMayNameTheEnvironmentBeforeItExists() throws Exception {
        WorkflowRun build = success(withCommit(LOGIN.replace(")", ", environment: 'pr-20')"), """
                sh 'test -z "$WEBPAAS_URL$PLATFORM_BRANCH"'
                webPaasPush()
                sh 'echo "seen $WEBPAAS_URL $PLATFORM_BRANCH"'
                webPaasBackup()
                webPaasDelete()
                sh 'test -z "$WEBPAAS_URL$PLATFORM_BRANCH"; echo gone'
                """));

        jenkins.assertLogContains(
                "Environment 'pr-20' of project 'abcdefghij234' does not exist yet, or this account has no access to it. webPaasPush can create it. There are: ",
                build);
        assertThat(build.getLog()).containsPattern("seen https://pr-20\\S* pr-20");
        assertThat(build.getLog()).containsPattern("(?m)^gone$");
    }

    /** The service's default environment, and an environment by its machine name. */
    @Test
    void pushesToTheBranchOfAnEnvironmentWithAnotherName() throws Exception {
        success(withCommit("webPaasPush environment: '.'"));
        success(withCommit(
                "webPaasPush environment: '" + project.environment("feature/x").machineName() + "', force: true"));

        assertThat(project.activities().stream()
                        .map(activity -> activity.environment().id()))
                .containsExactly("feature/x", "main");
    }

    @Test
    void pushesInAFreestyleJob() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        WebPaasBuildWrapper login = new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID);
        login.setProject(StandIn.PROJECT);
        job.getBuildWrappersList().add(login);
        job.getBuildersList()
                .add(new Shell(
                        "git clone -q \"$WEBPAAS_GIT_URL\" . && git -c user.name=a -c user.email=a@example.com commit -q"
                                + " --allow-empty -m first"));
        WebPaasPushStep push = new WebPaasPushStep();
        push.setEnvironment("build-$BUILD_NUMBER");
        push.setTitle("Build $BUILD_NUMBER");
        job.getBuildersList().add(new WebPaasBuilder(push));
        job.getBuildersList().add(new Shell("echo \"seen $WEBPAAS_URL $PLATFORM_BRANCH\""));
        job.getBuildersList().add(new WebPaasBuilder(new WebPaasDeleteStep()));
        job.getBuildersList().add(new Shell("test -z \"$WEBPAAS_URL\""));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        assertThat(build.getLog())
                .containsPattern("seen https://build-1\\S* build-1\n")
                .containsPattern(lastLine("build-1"))
                .containsPattern("\\[Web PaaS] Waited [^:\n]+: success\n");
        assertThat(project.environments())
                .noneMatch(environment -> environment.id().equals("build-1"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void abortStopsTheWaitAndCancelsIfAsked(boolean cancel) throws Exception {
        standIn.world().play(null);
        WorkflowRun build = begin(withCommit("webPaasPush environment: 'pr-21', cancelOnAbort: " + cancel));
        StandInActivity activity = activity().start().log("Building\n");
        jenkins.waitForMessage("Building\n", build);

        build.getExecutor().interrupt();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(activity.state()).isEqualTo(cancel ? "cancelled" : "in_progress");
    }
}
