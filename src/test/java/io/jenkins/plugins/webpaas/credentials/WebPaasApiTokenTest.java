package io.jenkins.plugins.webpaas.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Failure;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        StoredTokens.get().scanAll();
    }

    @Test
    @DisplayName("SECURITY-2944, a secret shown in a form")
    void itsFormOffersTheServicesAndHidesTheToken() throws Exception {
        // The page is a fragment whose scripts need the whole page.
        String page = jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .goTo("credentials/store/system/domain/_/credential/bot/updateDialog")
                .getWebResponse()
                .getContentAsString();

        assertThat(page)
                .contains("_.service", "_.token", "Test token", "Stored today, and not used by a build yet.")
                .doesNotContain(TOKEN);
        assertThat(services("upsun")).containsExactly("OVHcloud Web PaaS", "Platform.sh", "Upsun");
        assertThat(services("gone")).containsExactly("OVHcloud Web PaaS", "Platform.sh", "Upsun", "gone");
    }

    private List<String> services(String current) {
        return jenkins
                .jenkins
                .getDescriptorByType(WebPaasApiToken.DescriptorImpl.class)
                .doFillServiceItems(null, current)
                .stream()
                .map(option -> option.name)
                .toList();
    }

    @Test
    void itsFieldsAreCheckedWhileTheyAreTyped() {
        WebPaasApiToken.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(WebPaasApiToken.DescriptorImpl.class);

        assertThat(form.doCheckService(null, "upsun").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckService(null, "gone"))
                .hasMessage(
                        "Service: &#039;gone&#039; is not configured (any more). Choose another service, or add this one"
                                + " to the system configuration");
    }

    @Test
    void itsFormKeepsAnUnchangedToken() throws Exception {
        assertThat(update(Secret.fromString(TOKEN).getEncryptedValue()).getStatusCode())
                .isEqualTo(200);

        jenkins.assertEqualDataBoundBeans(
                credential(),
                SystemCredentialsProvider.getInstance().getCredentials().get(0));
    }

    @Test
    void itsFormReportsInvalidInput() throws Exception {
        assertThat(update("").getContentAsString()).contains("token: is missing. Enter an API token");

        jenkins.assertEqualDataBoundBeans(
                credential(),
                SystemCredentialsProvider.getInstance().getCredentials().get(0));
    }

    /** Sends the same request as the dialog. */
    private WebResponse update(String token) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        WebRequest request = new WebRequest(
                client.createCrumbedUrl("credentials/store/system/domain/_/credential/bot/updateSubmit"),
                HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair(
                "json",
                new JSONObject()
                        .element("stapler-class", WebPaasApiToken.class.getName())
                        .element("scope", "GLOBAL")
                        .element("id", "bot")
                        .element("description", "Deploys")
                        .element("service", "upsun")
                        .element("token", token)
                        .toString())));
        return client.getPage(request).getWebResponse();
    }

    @ParameterizedTest
    @CsvSource({
        "upsun, ' ', token: is missing. Enter an API token",
        "upsun, a b, token: has white space or control characters in it. Enter the API token alone",
        "' ', abc, service: is missing. Choose the service at which the API token was created",
    })
    void anInvalidTokenIsRefused(String service, String token, String problem) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() ->
                        new WebPaasApiToken(CredentialsScope.GLOBAL, "bot", null, service, Secret.fromString(token)))
                .withMessage(problem);
    }

    @Test
    void whiteSpaceAroundATokenIsNotPartOfIt() {
        WebPaasApiToken pasted = new WebPaasApiToken(
                CredentialsScope.GLOBAL, "bot", null, "upsun", Secret.fromString(" " + TOKEN + "\n"));

        assertThat(pasted.getToken().getPlainText()).isEqualTo(TOKEN);
    }

    @Test
    void itIsConfiguredAndExportedAsCode(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), """
                credentials:
                  system:
                    domainCredentials:
                      - credentials:
                          - webPaasApiToken:
                              scope: GLOBAL
                              id: as-code
                              description: From code
                              service: ovhcloud
                              token: %s
                """.formatted(TOKEN));
        ConfigurationAsCode.get().configure(file.toString());

        WebPaasApiToken made = (WebPaasApiToken)
                SystemCredentialsProvider.getInstance().getCredentials().get(0);
        assertThat(made.getId()).isEqualTo("as-code");
        assertThat(made.getService()).isEqualTo("ovhcloud");
        assertThat(made.getToken().getPlainText()).isEqualTo(TOKEN);
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8))
                .contains("webPaasApiToken:", "service: \"ovhcloud\"", "token: \"{")
                .doesNotContain(TOKEN);
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        ConfigurationAsCode.get()
                .configure(Files.write(file, exported.toByteArray()).toString());
        jenkins.assertEqualDataBoundBeans(
                made, SystemCredentialsProvider.getInstance().getCredentials().get(0));
    }

    @Test
    void asCodeASecretThatIsMissingIsNamed(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), """
                credentials:
                  system:
                    domainCredentials:
                      - credentials:
                          - webPaasApiToken:
                              id: as-code
                              service: ovhcloud
                """);

        assertThatThrownBy(() -> ConfigurationAsCode.get().configure(file.toString()))
                .hasStackTraceContaining("token: is missing. Enter an API token");
    }

    @Test
    @DisplayName("SECURITY-1624, a secret stored in clear")
    void itIsStoredEncrypted() throws Exception {
        Path file = jenkins.jenkins.getRootDir().toPath().resolve("credentials.xml");

        assertThat(Files.readString(file)).contains("<service>upsun</service>").doesNotContain(TOKEN);
    }

    @Test
    void itIsUsableAsASecretText() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "withCredentials([string(credentialsId: 'bot', variable: 'T')]) { echo \"${T.length()} signs\" }",
                true));

        jenkins.assertLogContains(TOKEN.length() + " signs", jenkins.buildAndAssertSuccess(job));
    }

    private static WebPaasApiToken credential() {
        return new WebPaasApiToken(CredentialsScope.GLOBAL, "bot", "Deploys", "upsun", Secret.fromString(TOKEN));
    }

    @Test
    void aTokenEncryptedByAnotherJenkinsIsReported(@TempDir Path directory) throws Exception {
        String foreign = "{AQAAABAAAAAQq9Ji0nZ0VmzgyDKzJg4b2lkGJ0cPCKLVsG1dXzAcmGk=}";
        String sentence = "is in the encrypted form of another Jenkins. Enter the API token itself";

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() ->
                        new WebPaasApiToken(CredentialsScope.GLOBAL, "b", null, "upsun", Secret.fromString(foreign)))
                .withMessage("token: " + sentence);
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), """
                credentials:
                  system:
                    domainCredentials:
                      - credentials:
                          - webPaasApiToken:
                              id: as-code
                              service: ovhcloud
                              token: "%s"
                """.formatted(foreign));
        assertThatThrownBy(() -> ConfigurationAsCode.get().configure(file.toString()))
                .hasStackTraceContaining("token: " + sentence);
        assertThat(WebPaasApiToken.DescriptorImpl.checkToken(foreign)).hasMessage("API token: " + sentence);
        assertThat(WebPaasApiToken.DescriptorImpl.checkToken(
                                Secret.fromString(TOKEN).getEncryptedValue())
                        .kind)
                .as("encrypted form of this Jenkins")
                .isEqualTo(FormValidation.Kind.OK);
    }
}
