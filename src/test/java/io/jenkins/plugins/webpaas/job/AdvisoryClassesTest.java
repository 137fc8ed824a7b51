package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Result;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.FlagExtension;

/**
 * Tests for the classes of security advisories that similar plugins have had. A test is named after its class of advisory, here and in the test
 * classes of the table.
 *
 * <table>
 * <caption>Classes with tests elsewhere</caption>
 * <tr><th>class</th><th>such as</th><th>tests</th></tr>
 * <tr><td>ids revealed by a list box, a check, or a list of services</td><td>SECURITY-2189, -2342, -3808</td>
 *     <td>{@code WebMethodsTest}, {@code tool.WebPaasCliFormTest}</td></tr>
 * <tr><td>connection test to a URL of the user</td><td>SECURITY-2163, -1982</td>
 *     <td>{@code WebMethodsTest}; no step takes a URL, and {@code service.ServiceTest} has what a service may have</td></tr>
 * <tr><td>secret stored in clear, or shown in a form</td><td>SECURITY-1624, -2944</td>
 *     <td>{@code credentials.WebPaasApiTokenTest}; {@link SecretHunt} after every test</td></tr>
 * <tr><td>TLS not checked</td><td>SECURITY-2841</td><td>{@code api.http.TlsTest}</td></tr>
 * <tr><td>host keys not checked</td><td>advisory of 2022-07-27</td>
 *     <td>{@code command.CommandTrustTest}, {@code ssh.HostKeysTest}, {@code ssh.client.RealSshdTest}</td></tr>
 * <tr><td>{@code $} in a secret expanded</td><td>SECURITY-698</td><td>{@code freestyle.WebPaasBuildWrapperTest}</td></tr>
 * <tr><td>secrets compared in variable time</td><td>SECURITY-2141</td>
 *     <td>none: the plugin compares no external value with a secret</td></tr>
 * </table>
 */
class AdvisoryClassesTest extends StandInJenkinsTest {
    @RegisterExtension
    private final FlagExtension<Boolean> pushing =
            new FlagExtension<>(() -> DurableTaskStep.USE_WATCHING, value -> DurableTaskStep.USE_WATCHING = value);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("SECURITY-3075, masking lost where a node writes the log itself")
    void masking(boolean pushes) throws Exception {
        DurableTaskStep.USE_WATCHING = pushes;
        jenkins.createOnlineSlave().setLabelString("a");

        WorkflowRun build = success("""
                withWebPaas(credentialsId: 'deploy-bot') {
                  node('a') {
                    sh 'set +x; echo plain: $PLATFORMSH_CLI_TOKEN; printf %s "$PLATFORMSH_CLI_TOKEN" | base64'
                  }
                }
                """);

        jenkins.assertLogContains("plain: ****", build);
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
    }

    @Test
    @DisplayName("SECURITY-3499, a secret in a failure, which goes around the log's filters")
    void failures() throws Exception {
        WorkflowRun build = failure("""
                withWebPaas(credentialsId: 'deploy-bot') { error "refused: ${PLATFORMSH_CLI_TOKEN}" }
                """);

        jenkins.assertLogContains("refused: ****", build);
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
    }

    @Test
    @DisplayName("SECURITY-3499, a secret beside the end of a build, which stays its end")
    void interruptions() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.ABORTED, PipelineJobs.gatedJob(jenkins, """
                withWebPaas(credentialsId: 'deploy-bot') {
                  def end = new org.jenkinsci.plugins.workflow.steps.FlowInterruptedException(
                      hudson.model.Result.ABORTED, true, new jenkins.model.CauseOfInterruption.UserInterruption('tester'))
                  end.addSuppressed(new IOException("refused: $PLATFORMSH_CLI_TOKEN"))
                  throw end
                }
                """));

        jenkins.assertLogContains("Aborted by", build);
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
    }

    @Test
    @DisplayName("SECURITY-2213, variables that are not declared sensitive")
    void sensitiveVariables() throws Exception {
        WorkflowRun build = success("""
                node { withWebPaas(credentialsId: 'deploy-bot', ssh: 'none') { sh "true ${PLATFORMSH_CLI_TOKEN}" } }
                """);

        jenkins.assertLogContains("Affected argument(s) used the following variable(s): [PLATFORMSH_CLI_TOKEN]", build);
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
    }

    @Test
    @DisplayName("A credential of the system's scope in a build")
    void systemScope() throws Exception {
        StandInJenkins.addToken(CredentialsScope.SYSTEM, "system", StandIn.API_TOKEN);

        WorkflowRun build = failure("withWebPaas(credentialsId: 'system') {}");

        jenkins.assertLogContains("there is no credential 'system' that this build may use", build);
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    @DisplayName("SECURITY-3672, -3790, a path that a credential leads out of its directory")
    void pathTraversal() throws Exception {
        StandInJenkins.addToken(CredentialsScope.GLOBAL, "../../../out", StandIn.API_TOKEN);

        WorkflowRun build = success("""
                node {
                  withWebPaas(credentialsId: '../../../out', ssh: 'files') {
                    sh 'set +x; test "$(ls -d "$WORKSPACE_TMP"/webpaas-*)" = "$(dirname "$PLATFORMSH_CLI_HOME")"'
                  }
                }
                """);

        jenkins.assertLogNotContains("../../../out/", build);
    }

    @TestFactory
    @DisplayName("SECURITY-3672, -3790, a name that leads out of a URL's path")
    Stream<DynamicTest> urlTraversal() {
        return DynamicTest.stream(Stream.of("..", "a/../../b", "../main"), name -> name, environment -> {
            WorkflowRun build =
                    failure("webPaasBackup(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: '"
                            + environment + "')");

            jenkins.assertLogContains("environment: '" + environment + "' is no name", build);
            assertThat(standIn.requests().all()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x$(touch${IFS}pwned)",
                "x`touch${IFS}pwned`",
                "x;touch${IFS}pwned",
                "-oProxyCommand=touch${IFS}pwned"
            })
    @DisplayName("SECURITY-1878, a command in an argument of a step")
    void commandInjection(String environment) throws Exception {
        standIn.world().project(StandIn.PROJECT).addEnvironment(environment, "development", "active");

        success("""
                node {
                  withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'ENVIRONMENT') {
                    sh 'ssh "$WEBPAAS_SSH_URL" true || true; git ls-remote "$WEBPAAS_GIT_URL"'
                    webPaasSsh 'true'
                  }
                  if (fileExists('pwned')) { error 'it ran' }
                }
                """.replace("ENVIRONMENT", environment));

        assertThat(standIn.world()
                        .project(StandIn.PROJECT)
                        .environment(environment)
                        .directory("app"))
                .isDirectoryNotContaining("glob:**pwned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "files"})
    @DisplayName("SECURITY-704, a secret in a command line")
    void commandLines(String ssh) throws Exception {
        WorkflowRun build = success("""
                node {
                  withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main', ssh: '%s') {
                    sh '''
                      set +x
                      printenv PLATFORMSH_CLI_TOKEN > pattern
                      touch lines
                      ssh "$WEBPAAS_SSH_URL" sleep 2 &
                      while kill -0 $! && ! grep -q 'ssh .*sleep 2' lines; do
                        cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\\\0' ' ' > lines
                      done
                      wait
                      grep -c ssh lines
                      grep -cFf pattern lines && exit 1
                      rm pattern
                    '''
                  }
                }
                """.formatted(ssh));

        jenkins.assertLogContains("\n0\n", build);
    }

    @Test
    @DisplayName("CVE-2026-48916, a redirect that takes a secret to another host")
    void redirects() throws Exception {
        try (StandIn other = StandIn.start()) {
            for (Endpoint endpoint : Endpoint.values()) {
                standIn.faults()
                        .add(
                                endpoint,
                                Fault.redirect(other.apiUrl() + "/oauth2/token").times(1));
            }

            WorkflowRun build = jenkins.buildAndAssertStatus(
                    Result.FAILURE,
                    PipelineJobs.job(
                            jenkins,
                            "webPaasBackup(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main')"));

            jenkins.assertLogContains("a redirect to 127.0.0.1 that is not followed", build);
            assertThat(other.requests().all()).isEmpty();
        }
    }
}
