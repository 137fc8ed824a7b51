package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Node;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests many builds at once, and a long one. */
@WithJenkins
class WithWebPaasLoadTest {
    private static final String SECOND_TOKEN = "Zq81-another-token-of-another-bot";

    @Test
    void fiftyBuildsOnFourNodesWithTwoTokensKeepApart(JenkinsRule jenkins) throws Exception {
        try (StandIn standIn = StandIn.start()) {
            StandInJenkins.configure(standIn);
            Account first = standIn.world().account("deploy-bot");
            Account second = standIn.world()
                    .add(new Account("second", "Second", "Bot")
                            .addApiToken(SECOND_TOKEN)
                            .role(StandIn.PROJECT, Role.ADMIN));
            StandInJenkins.addToken(CredentialsScope.GLOBAL, "second", SECOND_TOKEN);
            for (int i = 0; i < 4; i++) {
                node(jenkins, "node" + i);
            }
            List<WorkflowRun> builds = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                WorkflowJob job = PipelineJobs.job(jenkins, """
                        node('node%d') {
                          withWebPaas(credentialsId: '%s', project: 'abcdefghij234', environment: 'main') {
                            sh 'set +x; ssh-add -l; ssh "$WEBPAAS_SSH_URL" echo hello'
                            sh 'git ls-remote "$WEBPAAS_GIT_URL" > /dev/null; ssh-add -l'
                          }
                        }
                        """.formatted(i % 4, i % 2 == 0 ? "deploy-bot" : "second"));
                builds.add(job.scheduleBuild2(0).waitForStart());
            }

            for (int i = 0; i < 50; i++) {
                WorkflowRun build = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(builds.get(i)));
                assertThat(build.getLog())
                        .contains("\nhello", (i % 2 == 0 ? first : second).id())
                        .doesNotContain((i % 2 == 0 ? second : first).id());
            }
            StandInJenkins.assertNothingLeft();
            assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isEqualTo(50);
            assertThat(standIn.requests().count(Endpoint.TOKEN)).isEqualTo(2);
            assertThat(standIn.ssh().refused()).isZero();
            StandInJenkins.assertNothingSecretIn(jenkins.jenkins.getRootDir().toPath());
        }
    }

    /** A certificate of twenty seconds is renewed when a quarter of its time is left. Its time counts from one second before its issue. */
    @Test
    void threeMinutesOfPushesOutlastTheirCertificates(JenkinsRule jenkins) throws Exception {
        try (StandIn standIn =
                StandIn.builder().certificateLifetime(Duration.ofSeconds(20)).start()) {
            StandInJenkins.configure(standIn);

            WorkflowRun build = jenkins.buildAndAssertSuccess(PipelineJobs.job(jenkins, """
                    node {
                      withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
                        sh 'git clone -q "$WEBPAAS_GIT_URL" shop; echo "$SSH_AUTH_SOCK" > socket'
                        for (int i = 1; i <= 36; i++) {
                          sh '''
                            test "$SSH_AUTH_SOCK" = "$(cat socket)" && cd shop && date > deployed && git add deployed
                            git -c user.name=Bot -c user.email=bot@example.com commit -qm Deploy
                            git push -q "$WEBPAAS_GIT_URL" HEAD:main
                          '''
                          echo "pushed ${i}"
                          sleep 5
                        }
                      }
                    }
                    """));

            jenkins.assertLogContains("pushed 36", build);
            jenkins.assertLogNotContains("could not be renewed", build);
            int seconds = (int) (build.getDuration() / 1000);
            assertThat(seconds).isGreaterThan(180);
            assertThat(standIn.requests().count(Endpoint.CERTIFICATE))
                    .as("certificates in %d s", seconds)
                    .isBetween(seconds / 15, seconds / 14 + 1);
            assertThat(standIn.requests().count(Endpoint.TOKEN)).isOne();
            StandInJenkins.assertNothingLeft();
            StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
        }
    }

    private static Node node(JenkinsRule jenkins, String name) throws Exception {
        DumbSlave node = jenkins.createSlave(name, name, null);
        node.setNumExecutors(4);
        jenkins.waitOnline(node);
        return node;
    }
}
