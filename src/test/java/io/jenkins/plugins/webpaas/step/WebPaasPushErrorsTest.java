package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.job.SharedJenkinsRows;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests which environment a push is for, and what a build says if it cannot push. */
class WebPaasPushErrorsTest extends PushFixture {
    @TestFactory
    Stream<DynamicTest> takesTheEnvironmentOfTheBranch() {
        return SharedJenkinsRows.of("""
                BRANCH_NAME=feature/z                                                    | to environment 'feature/z', which
                BRANCH_NAME=PR-7,CHANGE_ID=7,CHANGE_BRANCH=topic                         | to environment 'topic', which
                BRANCH_NAME=PR-8,CHANGE_ID=8,CHANGE_BRANCH=main,CHANGE_FORK=somebody     | to environment 'PR-8', which
                BRANCH_NAME=PR-9,CHANGE_ID=9,CHANGE_BRANCH=main                          | environment: the source branch of this change request is 'main'
                X=1                                                                      | environment: is missing. Name one
                BRANCH_NAME=a..b                                                         | environment: 'a..b' is no name that a git branch can have
                """, (variables, expected) -> {
            String list = "['" + variables.replace(",", "', '") + "']";
            WorkflowRun build = begin("withEnv(" + list + ") { " + withCommit("webPaasPush noWait: true") + " }");

            jenkins.waitForCompletion(build);

            jenkins.assertLogContains(expected, build);
        });
    }

    @TestFactory
    Stream<DynamicTest> saysTheWayOut() {
        return SharedJenkinsRows.of("""
                deleteDir(); webPaasPush environment: 'e'                                   | There is no git repository in the current directory. Check out
                dir('nowhere') { webPaasPush environment: 'e' }                              | There is no git repository in the current directory. Check out
                webPaasPush environment: 'e', source: 'unknown'                              | source: 'unknown' is no commit of the repository
                webPaasPush environment: 'e', source: '--all'                                | source: '--all' is no commit
                webPaasPush environment: 'e', strategy: 'slow'                               | strategy: 'slow' is no strategy
                webPaasPush environment: 'a b'                                               | environment: 'a b' is no name that a git branch can have
                webPaasPush environment: 'e', credentialsId: 'deploy-bot'                    | credentialsId: git uses the SSH certificate of the login
                sh 'git clone -q --depth 1 "file://$PWD" shallow'; dir('shallow') { sh 'git checkout -q --orphan o; git -c user.name=a -c user.email=a@example.com commit -q --allow-empty -m o'; webPaasPush environment: 'main' } | the environment has commits that the pushed commit does not
                """, (lines, message) -> {
            WorkflowRun build = failure(withCommit(lines));

            assertThat(build.getLog()).contains("ERROR: ").contains(message);
            assertThat(project.environments())
                    .noneMatch(environment -> environment.id().equals("e"));
        });
    }

    @Test
    void needsALoginWithSsh() throws Exception {
        jenkins.assertLogContains(
                "webPaasPush uses the SSH certificate of a login. Put the step into withWebPaas",
                failure("node { webPaasPush environment: 'e', project: 'abcdefghij234' }"));
        jenkins.assertLogContains(
                "webPaasPush needs SSH, which the login around this step leaves out",
                failure("node { " + LOGIN.replace(")", ", ssh: 'none')") + " { webPaasPush environment: 'e' } }"));
    }

    @Test
    void stepsBeforeThePushSayThatTheEnvironmentIsNotThere() throws Exception {
        WorkflowRun build = failure(LOGIN.replace(")", ", environment: 'mian')") + " { webPaasBackup() }");

        jenkins.assertLogContains("There are: feature/x, main, ", build);
        jenkins.assertLogContains("ERROR: Could not read environment 'mian' of project 'abcdefghij234'", build);
    }

    @Test
    void doesNotPushToAnEnvironmentThatAnotherStepHasNamed() throws Exception {
        WorkflowRun build = failure(withCommit("""
                webPaasWait environment: 'main'
                sh 'test "$PLATFORM_BRANCH" = main'
                webPaasPush()
                """));

        jenkins.assertLogContains("ERROR: environment: is missing. Name one", build);
    }
}
