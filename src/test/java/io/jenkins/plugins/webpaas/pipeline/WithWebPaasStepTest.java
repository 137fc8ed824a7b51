package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Result;
import io.jenkins.plugins.webpaas.config.RememberedHostKeys;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.SharedJenkinsRows;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Pipelines in a real Jenkins, against the stand-in. */
class WithWebPaasStepTest extends StandInJenkinsTest {
    private static final String DEPLOY = """
            node%s {
              withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
                sh '''
                  ssh-add -l
                  git clone -q "$WEBPAAS_GIT_URL" shop
                  cd shop
                  echo "$BUILD_TAG" > deployed && git add deployed
                  git -c user.name=Bot -c user.email=bot@example.com commit -qm Deploy
                  git push "$WEBPAAS_GIT_URL" HEAD:main
                  ssh "$WEBPAAS_SSH_URL" echo hello from the application
                '''
              }
            }
            """;

    @Test
    void pushesFromTheController() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job(DEPLOY.formatted("")));

        jenkins.assertLogContains("(ED25519-CERT)", build);
        jenkins.assertLogContains("Processing activity: Deploy Bot pushed to Main", build);
        jenkins.assertLogContains("hello from the application", build);
        jenkins.assertLogContains("Remembered the host key of ssh.eu-1.standin.test", build);
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
        StandInJenkins.assertNothingLeft();
        assertThat(standIn.requests().count(Endpoint.TOKEN)).isOne();
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isOne();
    }

    @Test
    void pushesFromANodeAndKnowsTheHostTheSecondTime() throws Exception {
        Node node = jenkins.createOnlineSlave();
        WorkflowJob job = job(DEPLOY.formatted("('" + node.getNodeName() + "')"));

        WorkflowRun first = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("Permanently added", first);
        StandInJenkins.assertNothingLeft();

        FilePath shop = node.getWorkspaceFor(job).child("shop");
        shop.deleteRecursive();
        WorkflowRun second = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogNotContains("Permanently added", second);
        assertThat(RememberedHostKeys.get()
                        .remembered(WebPaasConfiguration.get()
                                .service(StandInJenkins.SERVICE)
                                .orElseThrow()))
                .hasSize(1);
        assertThat(standIn.requests().count(Endpoint.TOKEN))
                .as("one for both builds")
                .isOne();
    }

    @Test
    void leadsToTheAppThatIsNamedOrSaysWhichItTook() throws Exception {
        standIn.world().project(StandIn.PROJECT).environment("main").apps().add("web");
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("""
                node {
                  withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main', app: 'web') {
                    sh 'ssh "$WEBPAAS_SSH_URL" \\'echo named: $(basename $PWD)\\''
                  }
                  withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
                    sh 'ssh "$WEBPAAS_SSH_URL" \\'echo taken: $(basename $PWD)\\''
                  }
                }
                """));

        assertThat(build.getLog())
                .containsSubsequence(
                        "\nnamed: web\n",
                        "[Web PaaS] WEBPAAS_SSH_URL leads to 'app', the first by name, as app names none. Environment 'main'"
                                + " also has: web",
                        "\ntaken: app\n")
                .containsOnlyOnce("the first by name");
    }

    @Test
    void saysThatTheServiceKeepsItWaiting() throws Exception {
        standIn.faults().add(Endpoint.TOKEN, Fault.status(503).times(3));

        WorkflowRun build = jenkins.buildAndAssertSuccess(
                job("withWebPaas(credentialsId: 'deploy-bot', ssh: 'none') { echo 'in' }"));

        assertThat(build.getLog())
                .containsPattern("\\[Web PaaS\\] .* answered 503\\. .* Jenkins goes on trying for up to \\d+ s\\.")
                .containsOnlyOnce("Jenkins goes on trying");
    }

    @Test
    void masksTheTokenInEveryForm() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("""
                node {
                  withWebPaas(credentialsId: 'deploy-bot', ssh: 'none') {
                    sh 'set +x; echo plain: $PLATFORMSH_CLI_TOKEN'
                    sh 'set +x; printf %s "$PLATFORMSH_CLI_TOKEN" | base64'
                    echo "interpolated: ${PLATFORMSH_CLI_TOKEN}"
                  }
                }
                """));

        jenkins.assertLogContains("plain: ****", build);
        jenkins.assertLogContains("interpolated: ****", build);
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
    }

    @Test
    void withholdsTheTokenIfAsked() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("""
                node {
                  withWebPaas(credentialsId: 'deploy-bot', exposeToken: false) {
                    sh 'env | grep _TOKEN || echo no token; ssh-add -l'
                  }
                }
                """));

        jenkins.assertLogContains("no token", build);
        jenkins.assertLogContains("(ED25519-CERT)", build);
    }

    @Test
    void leavesAUsersOwnSshCommandAlone() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("""
                node {
                  withEnv(['GIT_SSH_COMMAND=my-ssh']) {
                    withWebPaas(credentialsId: 'deploy-bot') { sh 'echo "git uses $GIT_SSH_COMMAND"' }
                  }
                }
                """));

        jenkins.assertLogContains("git uses my-ssh", build);
        jenkins.assertLogContains("GIT_SSH_COMMAND was set before the session and stays as it is", build);
    }

    @TestFactory
    Stream<DynamicTest> namesAnArgumentThatCannotBeRightBeforeAnythingIsSent() {
        return SharedJenkinsRows.of("""
                credentialsId: ''                                            | credentialsId: is missing. Name a credential
                credentialsId: 'nobody'                                      | credentialsId: there is no credential 'nobody'
                credentialsId: 'deploy-bot', project: 'a/b'                  | project: 'a/b' is no project id
                credentialsId: 'deploy-bot', environment: 'main'             | project: is missing; environment 'main' needs one
                credentialsId: 'deploy-bot', project: 'a', environment: '..' | environment: '..' is no name
                credentialsId: 'deploy-bot', ssh: 'maybe'                    | ssh: 'maybe' is none of agent, files, none
                """, (arguments, message) -> {
            WorkflowRun build = jenkins.buildAndAssertStatus(
                    Result.FAILURE, job("node { withWebPaas(" + arguments + ") { echo 'inside' } }"));

            jenkins.assertLogContains("ERROR: " + message, build);
            jenkins.assertLogNotContains("\tat ", build);
            assertThat(standIn.requests().all()).isEmpty();
        });
    }

    @Test
    void showsARefusalWithoutAStackTraceAndLeavesNothing() throws Exception {
        standIn.world().account("deploy-bot").deleteApiTokens();

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job(DEPLOY.formatted("")));

        jenkins.assertLogContains("refused the API token", build);
        jenkins.assertLogNotContains("\tat ", build);
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void notesItsUseOnTheCredentialsPage() throws Exception {
        jenkins.buildAndAssertSuccess(job("node { withWebPaas(credentialsId: 'deploy-bot', ssh: 'none') {} }"));

        assertThat(CredentialsProvider.getFingerprintOf(SystemCredentialsProvider.getInstance()
                                .getCredentials()
                                .get(0))
                        .getJobs())
                .hasSize(1);
    }

    @Test
    void itsSnippetHasNothingThatIsTheDefaultAnyway() throws Exception {
        DescribableModel<WithWebPaasStep> model = DescribableModel.of(WithWebPaasStep.class);
        WithWebPaasStep step = new WithWebPaasStep();
        step.setCredentialsId("deploy-bot");

        assertThat(model.uninstantiate(step)).containsOnlyKeys("credentialsId");
        step.setProject("abcdefghij234");
        step.setEnvironment("feature/x");
        step.ssh = "files";
        step.exposeToken = false;
        jenkins.assertEqualDataBoundBeans(step, model.instantiate(model.uninstantiate(step)));
    }

    private WorkflowJob job(String script) throws Exception {
        return PipelineJobs.job(jenkins, script);
    }
}
