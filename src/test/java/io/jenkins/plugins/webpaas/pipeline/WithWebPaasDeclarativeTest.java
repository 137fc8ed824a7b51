package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Declarative Pipelines against the stand-in. */
class WithWebPaasDeclarativeTest extends StandInJenkinsTest {
    private static final String OPTION =
            "options { withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') }";
    private static final String PUSH = """
            sh '''
              set +x
              rm -rf shop && git clone -q "$WEBPAAS_GIT_URL" shop
              cd shop
              echo "$BUILD_TAG" > deployed && git add deployed
              git -c user.name=Bot -c user.email=bot@example.com commit -qm Deploy
              git push "$WEBPAAS_GIT_URL" HEAD:main
              ssh "$WEBPAAS_SSH_URL" echo hello from the application
            '''
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipeline { agent any; OPTION; stages { stage('Deploy') { steps { PUSH } } } }",
                "pipeline { agent any; stages { stage('Deploy') { OPTION; steps { PUSH } } } }",
                "pipeline { agent none; OPTION; stages { stage('Deploy') { agent any; steps { PUSH } } } }",
                "pipeline { agent none; stages { stage('Deploy') { agent any; OPTION; steps { PUSH } } } }",
            })
    void deploysWhereverTheOptionStands(String pipeline) throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(
                PipelineJobs.job(jenkins, pipeline.replace("OPTION", OPTION).replace("PUSH", PUSH)));

        jenkins.assertLogContains("Processing activity: Deploy Bot pushed to Main", build);
        jenkins.assertLogContains("hello from the application", build);
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isOne();
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void theTokenIsACredentialLikeAnyOther() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(PipelineJobs.job(jenkins, """
                pipeline {
                  agent any
                  environment { TOKEN = credentials('deploy-bot') }
                  stages { stage('Show') { steps { sh 'set +x; echo "token $TOKEN"' } } }
                }
                """));

        jenkins.assertLogContains("token ****", build);
    }

    @Test
    void anArgumentThatCannotBeRightIsNamed() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, PipelineJobs.job(jenkins, """
                pipeline {
                  agent any
                  options { withWebPaas(credentialsId: 'deploy-bot', environment: 'main') }
                  stages { stage('Deploy') { steps { echo 'inside' } } }
                }
                """));

        jenkins.assertLogContains("project: is missing; environment 'main' needs one", build);
        jenkins.assertLogNotContains("inside", build);
    }
}
