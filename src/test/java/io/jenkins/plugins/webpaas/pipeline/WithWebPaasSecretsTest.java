package io.jenkins.plugins.webpaas.pipeline;

import com.cloudbees.plugins.credentials.CredentialsParameterDefinition;
import hudson.model.ParametersDefinitionProperty;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.StandIn;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Tests masking and look-up of the API token, in addition to {@code AdvisoryClassesTest}. */
class WithWebPaasSecretsTest extends StandInJenkinsTest {
    @Test
    void aFailureWithoutASecretStaysWhatItIs() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(PipelineJobs.job(jenkins, """
                try {
                  withWebPaas(credentialsId: 'deploy-bot') { error 'as it was' }
                } catch (hudson.AbortException e) {
                  echo "caught: ${e.message}"
                }
                """));

        jenkins.assertLogContains("caught: as it was", build);
    }

    @Test
    void aParameterCanNameTheToken() throws Exception {
        WorkflowJob job = PipelineJobs.job(
                jenkins, "withWebPaas(credentialsId: '${BOT}') { echo \"as ${PLATFORMSH_CLI_TOKEN.length()}\" }");
        job.addProperty(new ParametersDefinitionProperty(new CredentialsParameterDefinition(
                "BOT", null, StandInJenkins.CREDENTIALS_ID, WebPaasApiToken.class.getName(), true)));

        jenkins.assertLogContains("as " + StandIn.API_TOKEN.length(), jenkins.buildAndAssertSuccess(job));
    }
}
