package io.jenkins.plugins.webpaas.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class WebPaasApiTokenTest {
    private static final String TOKEN = "a-token$with+signs";

    private JenkinsRule jenkins;

    @BeforeEach
    void addCredential(JenkinsRule rule) throws Exception {
        jenkins = rule;
        SystemCredentialsProvider.getInstance().getCredentials().add(credential());
        SystemCredentialsProvider.getInstance().save();
    }

    @Test
    void itsFormOffersTheServicesAndHidesTheToken() throws Exception {
        // A part of a page, whose scripts need the rest.
        String page = jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .goTo("credentials/store/system/domain/_/credential/bot/updateDialog")
                .getWebResponse()
                .getContentAsString();

        assertThat(page).contains("_.service", "_.token").doesNotContain(TOKEN);
        assertThat(jenkins.jenkins
                        .getDescriptorByType(WebPaasApiToken.DescriptorImpl.class)
                        .doFillServiceItems())
                .extracting(option -> option.name)
                .containsExactly("OVHcloud Web PaaS", "Platform.sh", "Upsun");
    }

    @Test
    void itIsStoredEncrypted() throws Exception {
        Path file = jenkins.jenkins.getRootDir().toPath().resolve("credentials.xml");

        assertThat(Files.readString(file)).contains("<service>upsun</service>").doesNotContain(TOKEN);
    }

    @Test
    void itGoesWhereverASecretTextGoes() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "withCredentials([string(credentialsId: 'bot', variable: 'T')]) { echo \"${T.length()} signs\" }",
                true));

        jenkins.assertLogContains(TOKEN.length() + " signs", jenkins.buildAndAssertSuccess(job));
    }

    private static WebPaasApiToken credential() {
        return new WebPaasApiToken(CredentialsScope.GLOBAL, "bot", "Deploys", "upsun", Secret.fromString(TOKEN));
    }
}
