package io.jenkins.plugins.webpaas.pipeline;

import hudson.slaves.DumbSlave;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the variables of builds with several sessions, or with awkward names. */
class WithWebPaasVariablesTest extends StandInJenkinsTest {
    @BeforeEach
    void addNodes() throws Exception {
        for (String name : new String[] {"a", "b"}) {
            DumbSlave node = jenkins.createSlave(name, name, null);
            node.setNumExecutors(2);
            jenkins.waitOnline(node);
        }
    }

    /** A session gets neither the variables of another node, which may be hostile, nor those of an enclosing block. */
    @TestFactory
    Stream<DynamicTest> aSessionHasNoVariablesOfAnother() {
        Stream<String> nestings = Stream.of(
                "node('a') { WITH { FIRST; node('b') { SECOND } } }",
                "node('a') { WITH { FIRST; withEnv(['X=1']) { node('b') { SECOND } } } }",
                "WITH { node('a') { FIRST; withEnv(['X=1']) { node('b') { SECOND } } } }",
                "WITH { node('a') { FIRST; dir('x') { node('b') { withEnv(['X=1']) { SECOND } } } } }",
                "node('a') { WITH { FIRST; WITH { SECOND } } }",
                "WITH { node('a') { FIRST; WITH { SECOND } } }",
                "node('a') { WITH { FIRST; WITH { node('b') { SECOND } } } }",
                "node('a') { WITH { FIRST; node('b') { WITH { SECOND } } } }");
        return DynamicTest.stream(nestings, nesting -> nesting, nesting -> {
            WorkflowRun build = success(nesting.replace("WITH", BLOCK)
                    .replace(
                            "FIRST",
                            "def first = sh(returnStdout: true, script: 'dirname \"$PLATFORMSH_CLI_HOME\"').trim()")
                    .replace("SECOND", """
                            sh "set +x; env | grep -F '${first}' || echo nothing of it"
                            sh 'ssh "$WEBPAAS_SSH_URL" echo hello; git ls-remote "$WEBPAAS_GIT_URL" main; ssh-add -l'
                            """));

            jenkins.assertLogContains("nothing of it\n", build);
            jenkins.assertLogContains("\nhello", build);
            jenkins.assertLogContains("\trefs/heads/main", build);
            jenkins.assertLogContains("(ED25519-CERT)", build);
            jenkins.assertLogNotContains("was set before the session", build);
            StandInJenkins.assertNothingLeft();
        });
    }

    @Test
    void whatAUserHasSetBeforeTheBlockStaysOnEveryNode() throws Exception {
        WorkflowRun build = success("""
                withEnv(['GIT_SSH=mine']) {
                  node('a') { %s { sh 'echo first $GIT_SSH.'; node('b') { sh 'echo second $GIT_SSH.' } } }
                }
                """.formatted(BLOCK));

        jenkins.assertLogContains("\nfirst mine.", build);
        jenkins.assertLogContains("\nsecond mine.", build);
        jenkins.assertLogContains("GIT_SSH was set before the session and stays as it is", build);
    }

    /** Tests a variable that is set before, as {@code sshagent} does. */
    @TestFactory
    Stream<DynamicTest> theSshAgentFromBeforeTheBlockIsKeptForOtherHosts() {
        Stream<String> nestings = Stream.of(
                "node('a') { withEnv(['SSH_AUTH_SOCK=/before']) { WITH { SHOW } } }",
                "node('a') { withEnv(['SSH_AUTH_SOCK=/before']) { WITH { WITH { SHOW } } } }",
                "withEnv(['SSH_AUTH_SOCK=/before']) { WITH { node('a') { WITH { SHOW } } } }",
                "WITH { node('a') { withEnv(['SSH_AUTH_SOCK=/before']) { WITH { SHOW } } } }");
        return DynamicTest.stream(nestings, nesting -> nesting, nesting -> {
            WorkflowRun build = success(nesting.replace("WITH", BLOCK)
                    .replace("SHOW", "sh 'set +x; ssh-add -l; echo \"kept: $WEBPAAS_OUTER_SSH_AUTH_SOCK.\"'"));

            jenkins.assertLogContains("(ED25519-CERT)", build);
            jenkins.assertLogContains("\nkept: /before.", build);
            jenkins.assertLogContains("still use the SSH agent at /before", build);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"node { OUTER { INNER { SHOW } } }", "OUTER { INNER { node { SHOW } } }"})
    void aBlockWithoutSshLeavesThatOfTheBlockAround(String nesting) throws Exception {
        WorkflowRun build = success(nesting.replace("OUTER", BLOCK)
                .replace("INNER", BLOCK.replace(")", ", ssh: 'none')"))
                .replace("SHOW", "sh 'ssh \"$WEBPAAS_SSH_URL\" echo hello; ssh-add -l'"));

        jenkins.assertLogContains("\nhello", build);
        jenkins.assertLogContains("(ED25519-CERT)", build);
        StandInJenkins.assertNothingLeft();
    }

    @TestFactory
    Stream<DynamicTest> aJobMayHaveAnyName() {
        return DynamicTest.stream(Stream.of("CONFIG", "BIN", "COMMAND", "program", "a b"), name -> name, name -> {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
            job.setDefinition(new CpsFlowDefinition("node { " + BLOCK + """
                     { timeout(time: 30, unit: 'SECONDS') { sh 'ssh "$WEBPAAS_SSH_URL" echo hello' } } }
                    """, true));

            jenkins.assertLogContains("\nhello", jenkins.buildAndAssertSuccess(job));
        });
    }
}
