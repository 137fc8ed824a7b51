package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.PipelineJobs.Gate;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the places where a block may stand, and the nodes of its sessions. */
class WithWebPaasPlacesTest extends StandInJenkinsTest {
    private static final String LOGIN = "sh 'ssh \"$WEBPAAS_SSH_URL\" echo hello from $NODE_NAME'";

    @TempDir
    private Path directory;

    @Test
    void outsideOfEveryNodeItHasTheTokenAtOnceAndSshOnEachNodeThatAStepRunsOn() throws Exception {
        node("a");
        node("b");

        WorkflowRun build = success(BLOCK + """
                 {
                  echo "token of ${PLATFORMSH_CLI_TOKEN.length()} characters for ${PLATFORM_BRANCH}"
                  node('a') { %1$s; %1$s }
                  node('b') { %1$s }
                }
                """.formatted(LOGIN));

        jenkins.assertLogContains("token of " + StandIn.API_TOKEN.length() + " characters for main", build);
        jenkins.assertLogContains("hello from a", build);
        jenkins.assertLogContains("hello from b", build);
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isEqualTo(2);
        assertThat(standIn.requests().count(Endpoint.TOKEN)).isOne();
        StandInJenkins.assertNothingLeft();
    }

    /** A script that reads {@code env} is no step, but may be the first to need the session. */
    @Test
    void scriptsSeeTheVariablesOfTheirOwnNode() throws Exception {
        node("a");

        WorkflowRun build = success(BLOCK + """
                 {
                  echo "outside: ${env.PLATFORM_BRANCH}, ${env.SSH_AUTH_SOCK}"
                  parallel one: { node('a') { echo "one: ${env.SSH_AUTH_SOCK} ${env.WEBPAAS_GIT_URL}"; sh 'echo one: $SSH_AUTH_SOCK.' } },
                           two: { node('a') { dir('sub') { echo "two: ${env.SSH_AUTH_SOCK}"; sh 'echo two: $SSH_AUTH_SOCK.' } } }
                }
                """);

        assertThat(found(build, "outside: (.+)")).isEqualTo("main, null");
        assertThat(found(build, "one: (.+agent) .+\\.git")).isEqualTo(found(build, "one: (.+agent)\\."));
        assertThat(found(build, "two: (.+agent)$")).isEqualTo(found(build, "two: (.+agent)\\."));
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void aSessionClosesWhenItsNodeIsLeft() throws Exception {
        node("a");
        Gate gate = new Gate(directory.resolve("go"));
        WorkflowRun build = PipelineJobs.gatedJob(
                        jenkins, BLOCK + " { node('a') { " + LOGIN + " }; echo 'left'; " + gate + " }")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("left", build);

        StandInJenkins.assertNothingLeft();

        gate.open();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
    }

    @Test
    void theServiceHoldsUpTheNodesStepsAndNoOthers() throws Exception {
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.latency(Duration.ofSeconds(5)));

        WorkflowRun build = success(BLOCK + """
                 {
                  parallel deploy: { node { sh 'echo begun'; %s } },
                           others: { sleep 2; echo 'free' }
                }
                """.formatted(LOGIN));

        assertThat(build.getLog()).containsSubsequence("begun", "free", "hello from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "none"})
    void outsideOfEveryNodeItDoesWithoutAnSshAgentToo(String ssh) throws Exception {
        WorkflowRun build = success("""
                withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main', ssh: '%s') {
                  node { sh 'test -d "$PLATFORMSH_CLI_HOME"; ssh "$WEBPAAS_SSH_URL" echo hello || echo no login' }
                }
                """.formatted(ssh));

        jenkins.assertLogContains(ssh.equals("files") ? "\nhello" : "no login", build);
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void aCertificateThatIsRefusedFailsTheStepThatNeedsItAndTheLogSaysWhy() throws Exception {
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.status(403));

        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE, PipelineJobs.job(jenkins, BLOCK + " { node { " + LOGIN + " } }"));

        jenkins.assertLogContains("Could not get an SSH certificate", build);
        jenkins.assertLogContains("that the machine user may use SSH", build);
        jenkins.assertLogNotContains("\nhello from", build);
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE))
                .as("tried once")
                .isOne();
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void aBlockOnOneNodeHasItsOwnSessionOnAnother() throws Exception {
        node("a");
        node("b");

        WorkflowRun build =
                success("node('a') { " + BLOCK + " { " + LOGIN + "; node('b') { " + LOGIN + " }; " + LOGIN + " } }");

        assertThat(build.getLog()).containsSubsequence("hello from a", "hello from b", "hello from a");
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isEqualTo(2);
        StandInJenkins.assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node { %s { %s { SHOW }; SHOW } }",
                "%s { %s { node { SHOW } }; node { SHOW } }",
                "%s { node { %s { dir('a') { SHOW } }; dir('a') { SHOW } } }"
            })
    void nestedBlocksHaveTheirOwnIdentities(String nesting) throws Exception {
        Account second = standIn.world()
                .add(new Account("second", "Second", "Bot")
                        .addApiToken("another-token")
                        .role(StandIn.PROJECT, Role.ADMIN));
        StandInJenkins.addToken(CredentialsScope.GLOBAL, "second", "another-token");
        Account first = standIn.world().account("deploy-bot");

        WorkflowRun build = success(
                nesting.formatted("withWebPaas(credentialsId: 'deploy-bot')", "withWebPaas(credentialsId: 'second')")
                        .replace("SHOW", "sh 'set +x; ssh-add -l; echo $PLATFORMSH_CLI_TOKEN | cut -c1-7'"));

        assertThat(build.getLog())
                .containsSubsequence(second.id(), "another", first.id(), StandIn.API_TOKEN.substring(0, 7));
        StandInJenkins.assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"node { %s { %s { SHOW } } }", "%s { node { %s { SHOW } } }", "%s { %s { node { SHOW } } }"})
    void anInnerBlockHasNeitherTheTokenNorThePlaceOfTheOuterOne(String nesting) throws Exception {
        WorkflowRun build =
                success(nesting.formatted(BLOCK, "withWebPaas(credentialsId: 'deploy-bot', exposeToken: false)")
                        .replace(
                                "SHOW",
                                "sh 'set +x; echo then ${PLATFORMSH_CLI_TOKEN-no} ${PLATFORM_PROJECT-no} ${PLATFORM_BRANCH-no}"
                                        + " ${WEBPAAS_GIT_URL-no} ${WEBPAAS_SSH_URL-no}'"));

        jenkins.assertLogContains("then no no no no no", build);
    }

    @Test
    void whatAUserSetsInTheBlockStays() throws Exception {
        WorkflowRun build = success(BLOCK + """
                 {
                  node { withEnv(['SSH_AUTH_SOCK=mine']) { dir('a') { sh 'set +x; echo "at $SSH_AUTH_SOCK."' } } }
                }
                """);

        assertThat(found(build, "at (.+)\\.")).isEqualTo("mine");
    }

    @Test
    void branchesOnOneNodeDoNotMeet() throws Exception {
        node("a");

        WorkflowRun build = success(BLOCK + """
                 {
                  parallel one: { node('a') { %1$s; sh 'echo one at $SSH_AUTH_SOCK.' } },
                           two: { node('a') { %1$s; sh 'echo two at $SSH_AUTH_SOCK.' } }
                }
                """.formatted(LOGIN));

        assertThat(found(build, "one at (.+agent)\\.")).isNotEqualTo(found(build, "two at (.+agent)\\."));
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void theSocketIsBesideTheWorkspaceWhichContainersSee() throws Exception {
        WorkflowRun build =
                success("node { dir('sub') { " + BLOCK + " { sh 'echo at $SSH_AUTH_SOCK in $WORKSPACE_TMP.' } } }");

        assertThat(found(build, "at (.+) in")).startsWith(found(build, " in (.+)\\.") + "/webpaas-");
    }

    @Test
    void aSecondWorkspaceSharesTheSessionOfItsNodeUnlessTheBlockStandsInIt() throws Exception {
        WorkflowRun build = success("""
                node {
                  %1$s { sh 'echo outer at $SSH_AUTH_SOCK.'; ws('other') { sh 'echo inner at $SSH_AUTH_SOCK.' } }
                  ws('other') { %1$s { sh 'echo second at $SSH_AUTH_SOCK.' } }
                }
                """.formatted(BLOCK));

        assertThat(found(build, "inner at (.+)\\.")).isEqualTo(found(build, "outer at (.+)\\."));
        assertThat(found(build, "second at (.+)\\.")).contains("/other@tmp/webpaas-");
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void aPathThatIsTooLongForASocketIsSaid() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "long".repeat(20));
        job.setDefinition(
                new CpsFlowDefinition("node { " + BLOCK + " { sh 'echo at $SSH_AUTH_SOCK.'; " + LOGIN + " } }", true));

        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("which containers on this node do not see", build);
        assertThat(found(build, "at (.+)\\.")).startsWith(System.getProperty("java.io.tmpdir"));
        StandInJenkins.assertNothingLeft();
    }

    private static String found(WorkflowRun build, String pattern) throws Exception {
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(build.getLog().replaceAll("(?m)^\\+ .*$", ""));
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private Node node(String name) throws Exception {
        DumbSlave node = jenkins.createSlave(name, null, null);
        node.setNumExecutors(2);
        node.setLabelString(new LabelAtom(name).getName());
        jenkins.waitOnline(node);
        return node;
    }
}
