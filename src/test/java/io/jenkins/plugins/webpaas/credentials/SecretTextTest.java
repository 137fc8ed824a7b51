package io.jenkins.plugins.webpaas.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsUnavailableException;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ItemGroup;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuilder;
import io.jenkins.plugins.webpaas.job.AccountForm;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.pipeline.WithWebPaasStep;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.step.WebPaasBackupStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.TestExtension;
import org.springframework.security.core.Authentication;

/** API tokens in secret texts of another plugin's provider. */
class SecretTextTest extends StandInJenkinsTest {
    private static final String SERVICE = StandInJenkins.SERVICE;
    private static final String TARGET = "project: 'abcdefghij234', environment: 'main'";

    /** A secret text of another plugin, such as those for Vault, AWS or Kubernetes. */
    private static final class Text extends BaseStandardCredentials implements StringCredentials {
        private static final long serialVersionUID = 1;

        private final String text;

        Text(CredentialsScope scope, String id, String text) {
            super(scope, id, "From elsewhere");
            this.text = text;
        }

        @Override
        public Secret getSecret() {
            if (text == null) {
                throw new CredentialsUnavailableException("secret", "The provider is sealed");
            }
            return Secret.fromString(text);
        }
    }

    @TestExtension
    public static final class Elsewhere extends CredentialsProvider {
        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type,
                ItemGroup itemGroup,
                Authentication authentication,
                List<DomainRequirement> requirements) {
            return List.of(
                            new Text(CredentialsScope.GLOBAL, "plain-secret", StandIn.API_TOKEN + "\n"),
                            new Text(CredentialsScope.SYSTEM, "system-secret", StandIn.API_TOKEN),
                            new Text(CredentialsScope.GLOBAL, "sealed-secret", null))
                    .stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList();
        }
    }

    @Test
    void logsABlockInAndTheStepsInIt() throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(100), "Finished\n"));
        WorkflowRun build = success("""
                node {
                  withWebPaas(credentialsId: 'plain-secret', service: 'standin', %1$s) {
                    sh 'ssh "$WEBPAAS_SSH_URL" echo hello; echo "token: $PLATFORMSH_CLI_TOKEN."'
                    webPaasBackup()
                    webPaasSsh 'echo here'
                    webPaasWait()
                  }
                }
                webPaasBackup credentialsId: 'plain-secret', service: 'standin', %1$s
                """.formatted(TARGET));

        assertThat(build.getLog()).contains("\nhello\n", "token: ****.", "\nhere\n");
        assertThat(standIn.world().project(StandIn.PROJECT).environment("main").backups())
                .hasSize(2);
        StringCredentials credential =
                CredentialsProvider.findCredentialById("plain-secret", StringCredentials.class, build);
        assertThat(CredentialsProvider.getOrCreateFingerprintOf(credential)
                        .getRangeSet(build.getParent().getFullName())
                        .includes(1))
                .as("the credential's page lists the use")
                .isTrue();
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
    }

    @Test
    void logsAFreestyleBuildInAndItsSteps() throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(100), "Finished\n"));
        FreeStyleProject project = jenkins.createFreeStyleProject();
        WebPaasBuildWrapper login = new WebPaasBuildWrapper("plain-secret");
        login.setService(SERVICE);
        login.setProject(StandIn.PROJECT);
        login.setEnvironment("main");
        project.getBuildWrappersList().add(login);
        project.getBuildersList().add(new WebPaasBuilder(new WebPaasBackupStep()));
        WebPaasBackupStep own = new WebPaasBackupStep();
        own.setCredentialsId("plain-secret");
        own.setService(SERVICE);
        project.getBuildersList().add(new WebPaasBuilder(own));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.configRoundtrip(project));

        assertThat(standIn.world().project(StandIn.PROJECT).activities())
                .hasSize(2)
                .allMatch(activity -> activity.result() == Result.SUCCESS);
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
    }

    @Test
    void aMissingOrWrongServiceIsReported() throws Exception {
        String missing = "service: is missing. The credential 'plain-secret' is a secret text, which has no service."
                + " Name the service of its API token: ovhcloud, platformsh, upsun, standin";
        Map<String, String> problems = Map.of(
                "withWebPaas(credentialsId: 'plain-secret') { }",
                missing,
                "webPaasBackup credentialsId: 'plain-secret', " + TARGET,
                missing,
                "withWebPaas(credentialsId: 'plain-secret', service: 'nowhere') { }",
                "service: 'nowhere' is not configured (any more). Choose another service, or add this one to the"
                        + " system configuration",
                "withWebPaas(credentialsId: 'deploy-bot', service: 'upsun') { }",
                "service: the API token 'deploy-bot' is for the service 'standin', and not for 'upsun'. Leave"
                        + " the service out",
                "withWebPaas(credentialsId: 'sealed-secret', service: 'standin') { }",
                "credentialsId: the API token 'sealed-secret' cannot be used. Property 'secret' is currently"
                        + " unavailable, reason: The provider is sealed",
                "withWebPaas(credentialsId: 'deploy-bot', service: 'standin') { echo 'same' }",
                "same");
        StringBuilder script = new StringBuilder();
        problems.keySet()
                .forEach(step ->
                        script.append("try { ").append(step).append(" } catch (e) { echo \"${e.message}\" }\n"));

        String log = success(script.toString()).getLog();

        assertThat(log).contains(problems.values());
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isZero();
    }

    @Test
    void formsListItAndRequireItsService() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        for (Class<?> form : List.of(WithWebPaasStep.class, WebPaasBackupStep.class, WebPaasBuildWrapper.class)) {
            AccountForm descriptor = (AccountForm) jenkins.jenkins.getDescriptor(form.getName());
            assertThat(descriptor.doFillCredentialsIdItems(job, "").stream().map(option -> option.value))
                    .as(form.getSimpleName())
                    .containsExactly("", "deploy-bot", "plain-secret", "sealed-secret");
            assertThat(descriptor.doFillServiceItems(job, "gone").stream().map(option -> option.value))
                    .containsExactly("", "ovhcloud", "platformsh", "upsun", "standin", "gone");
            assertThat(descriptor.doCheckService(job, "", "plain-secret").getMessage())
                    .startsWith("Service: is missing");
            for (String id : new String[] {"", "deploy-bot", "nobody", "$TOKEN"}) {
                assertThat(descriptor.doCheckService(job, "", id).kind).isEqualTo(FormValidation.Kind.OK);
            }
            assertThat(descriptor.doCheckService(job, SERVICE, "plain-secret").kind)
                    .isEqualTo(FormValidation.Kind.OK);
            assertThat(values(descriptor.doFillProjectItems(job, "plain-secret", SERVICE)))
                    .containsExactly(StandIn.PROJECT);
        }
    }

    private static List<String> values(ListBoxModel model) {
        return model.stream()
                .map(option -> option.value)
                .filter(Objects::nonNull)
                .toList();
    }
}
