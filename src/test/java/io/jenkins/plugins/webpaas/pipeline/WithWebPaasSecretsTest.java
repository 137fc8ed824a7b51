package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsParameterDefinition;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import io.jenkins.plugins.webpaas.build.Pipelines;
import io.jenkins.plugins.webpaas.build.StandInJenkins;
import io.jenkins.plugins.webpaas.build.StandInTest;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.standin.StandIn;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.FlagExtension;

/** Where the API token may be seen, and who may use it. */
class WithWebPaasSecretsTest extends StandInTest {
    @RegisterExtension
    private final FlagExtension<Boolean> pushing =
            new FlagExtension<>(() -> DurableTaskStep.USE_WATCHING, value -> DurableTaskStep.USE_WATCHING = value);

    /** SECURITY-3075: a node that writes the log itself. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatANodePrintsIsMasked(boolean pushes) throws Exception {
        DurableTaskStep.USE_WATCHING = pushes;
        jenkins.createOnlineSlave().setLabelString("a");

        WorkflowRun build = jenkins.buildAndAssertSuccess(Pipelines.job(jenkins, """
                withWebPaas(credentialsId: 'deploy-bot') {
                  node('a') {
                    sh 'set +x; echo plain: $PLATFORMSH_CLI_TOKEN; printf %s "$PLATFORMSH_CLI_TOKEN" | base64'
                  }
                }
                """));

        jenkins.assertLogContains("plain: ****", build);
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
    }

    /** SECURITY-3499: what goes around the log's filters. */
    @Test
    void aFailureIsMasked() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, Pipelines.job(jenkins, """
                withWebPaas(credentialsId: 'deploy-bot') { error "refused: ${PLATFORMSH_CLI_TOKEN}" }
                """));

        jenkins.assertLogContains("refused: ****", build);
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
    }

    @Test
    void aFailureWithoutASecretStaysWhatItIs() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(Pipelines.job(jenkins, """
                try {
                  withWebPaas(credentialsId: 'deploy-bot') { error 'as it was' }
                } catch (hudson.AbortException e) {
                  echo "caught: ${e.message}"
                }
                """));

        jenkins.assertLogContains("caught: as it was", build);
    }

    @Test
    void aScriptThatPutsTheTokenIntoACommandIsWarned() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(Pipelines.job(jenkins, """
                node { withWebPaas(credentialsId: 'deploy-bot', ssh: 'none') { sh "true ${PLATFORMSH_CLI_TOKEN}" } }
                """));

        jenkins.assertLogContains("Affected argument(s) used the following variable(s): [PLATFORMSH_CLI_TOKEN]", build);
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
    }

    @Test
    void aTokenOfTheSystemIsOutOfReach() throws Exception {
        StandInJenkins.addToken(CredentialsScope.SYSTEM, "system", StandIn.API_TOKEN);

        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE, Pipelines.job(jenkins, "withWebPaas(credentialsId: 'system') {}"));

        jenkins.assertLogContains("there is no credential 'system' that this build may use", build);
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void aParameterCanNameTheToken() throws Exception {
        WorkflowJob job = Pipelines.job(
                jenkins, "withWebPaas(credentialsId: '${BOT}') { echo \"as ${PLATFORMSH_CLI_TOKEN.length()}\" }");
        job.addProperty(new ParametersDefinitionProperty(new CredentialsParameterDefinition(
                "BOT", null, StandInJenkins.CREDENTIALS_ID, WebPaasApiToken.class.getName(), true)));

        jenkins.assertLogContains("as " + StandIn.API_TOKEN.length(), jenkins.buildAndAssertSuccess(job));
    }
}
