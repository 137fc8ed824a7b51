package io.jenkins.plugins.webpaas.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ExtensionList;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration.InvalidServicesMonitor;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.job.ReadersLanguage;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Invalid services in the configuration's file, from a manual change or a less strict version. */
@ExtendWith(ReadersLanguage.class)
class InvalidServicesMonitorTest extends StandInJenkinsTest {
    private static final String DROPPED_KEY = "Service 'eu', knownHosts: 'github.com ssh-ed25519";

    private InvalidServicesMonitor monitor;

    @BeforeEach
    void find() {
        monitor = ExtensionList.lookupSingleton(InvalidServicesMonitor.class);
    }

    @Test
    void anInvalidServiceIsShownAndTheOthersWork() throws Exception {
        assertThat(monitor.isActivated()).isFalse();
        LogRecorder log = new LogRecorder()
                .record(WebPaasConfiguration.class, Level.WARNING)
                .capture(10);
        store("""
                <io.jenkins.plugins.webpaas.config.CustomService>
                  <id>eu</id>
                  <name>Our own</name>
                  <apiUrl>https://api.example.com</apiUrl>
                  <authUrl>https://auth.example.com</authUrl>
                  <clientId>platform-cli</clientId>
                  <sshDomains>*.example.com</sshDomains>
                  <knownHosts>github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA</knownHosts>
                  <unknownHosts>REMEMBER</unknownHosts>
                  <cliCommand>platform</cliCommand>
                  <cliEnvironmentPrefix>PLATFORMSH_CLI_</cliEnvironmentPrefix>
                </io.jenkins.plugins.webpaas.config.CustomService>
                """);

        assertThat(WebPaasConfiguration.get().services())
                .extracting(Service::id)
                .containsExactly("ovhcloud", "platformsh", "upsun", StandInJenkins.SERVICE);
        assertThat(log.getMessages())
                .singleElement()
                .asString()
                .startsWith("A Web PaaS service is left out. " + DROPPED_KEY);
        assertThat(monitor.isActivated()).isTrue();
        JenkinsRule.WebClient admin = jenkins.createWebClient();
        assertThat(admin.goTo("manage").asNormalizedText())
                .contains("They are left out", DROPPED_KEY.replace("knownHosts", "Host keys"));
        assertThat(admin.goTo("manage/configure").asNormalizedText()).contains("Further services");
        success("withWebPaas(credentialsId: 'deploy-bot', ssh: 'none') { }");
    }

    @Test
    void aBuildWithAnInvalidServiceGetsTheReason() throws Exception {
        store("""
                <io.jenkins.plugins.webpaas.config.CustomService>
                  <id>ovhcloud</id>
                  <name>By our proxy</name>
                  <apiUrl>http://api.example.com</apiUrl>
                </io.jenkins.plugins.webpaas.config.CustomService>
                """);

        assertThat(WebPaasConfiguration.get().service("ovhcloud"))
                .as("the invalid service hides the built-in service")
                .isEmpty();
        SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
        credentials
                .getCredentials()
                .add(new WebPaasApiToken(
                        CredentialsScope.GLOBAL, "lost-bot", null, "ovhcloud", Secret.fromString("any-token-at-all")));
        jenkins.assertLogContains(
                "the API token 'lost-bot' is for the service 'ovhcloud', which is left out: Service 'ovhcloud', apiUrl:"
                        + " 'http://api.example.com' must use https (http is only for localhost). Mend it",
                failure("withWebPaas(credentialsId: 'lost-bot', ssh: 'none') { }"));
    }

    @Test
    void theReasonIsInTheLanguageOfTheReader() throws Exception {
        store("""
                <io.jenkins.plugins.webpaas.config.CustomService>
                  <id>ovhcloud</id>
                  <name>By our proxy</name>
                  <apiUrl>http://api.example.com</apiUrl>
                </io.jenkins.plugins.webpaas.config.CustomService>
                """);
        List<Credentials> credentials = SystemCredentialsProvider.getInstance().getCredentials();
        credentials.add(new WebPaasApiToken(
                CredentialsScope.GLOBAL, "lost-bot", null, "ovhcloud", Secret.fromString("any-token-at-all")));
        credentials.add(new StringCredentialsImpl(
                CredentialsScope.GLOBAL, "spaced-text", null, Secret.fromString("two words")));
        String reason = "est laissé de côté : service « ovhcloud », URL de l'API : 'http://api.example.com' doit"
                + " utiliser https (http n'est que pour localhost). Corrigez-le";

        assertThat(ReadersLanguage.post(jenkins, "fr", "credentials.WebPaasApiToken/checkService?value=ovhcloud"))
                .contains("Service : 'ovhcloud' " + reason);
        assertThat(ReadersLanguage.post(
                        jenkins, "fr", "pipeline.WithWebPaasStep/fillProjectItems?credentialsId=lost-bot"))
                .contains("Jeton d'API : le jeton d'API 'lost-bot' est pour le service 'ovhcloud', qui " + reason);
        assertThat(ReadersLanguage.post(
                        jenkins,
                        "fr",
                        "pipeline.WithWebPaasStep/fillProjectItems?credentialsId=spaced-text&service=standin"))
                .contains("ne peut pas être utilisé. Jeton d'API : contient des espaces");
        assertThat(ReadersLanguage.client(jenkins, "fr").goTo("manage").asNormalizedText())
                .contains("Service « ovhcloud », URL de l'API : 'http://api.example.com' doit utiliser https");
    }

    @Test
    void missingAndDuplicateIdsAreReported() throws Exception {
        String twice = """
                <io.jenkins.plugins.webpaas.config.CustomService>
                  <id>twice</id>
                  <name>Twice</name>
                  <apiUrl>https://api.example.com</apiUrl>
                  <authUrl>https://api.example.com</authUrl>
                  <clientId>platform-cli</clientId>
                  <sshDomains>*.example.com</sshDomains>
                  <unknownHosts>REFUSE</unknownHosts>
                  <cliCommand>platform</cliCommand>
                  <cliEnvironmentPrefix>PLATFORMSH_CLI_</cliEnvironmentPrefix>
                </io.jenkins.plugins.webpaas.config.CustomService>
                """;
        store("<io.jenkins.plugins.webpaas.config.CustomService/>"
                + twice.replace("REFUSE", "ANYTHING").replace("twice", "odd")
                + twice
                + twice);

        assertThat(monitor.getProblems())
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("Service 'null', "),
                        problem ->
                                assertThat(problem).startsWith("Service 'odd', Hosts without a known key: is missing"),
                        problem -> assertThat(problem)
                                .isEqualTo("Service 'twice', Id: 'twice' is the id of two services"));
        assertThat(WebPaasConfiguration.get().services())
                .extracting(Service::id)
                .containsExactly("ovhcloud", "platformsh", "upsun", StandInJenkins.SERVICE);
    }

    @Test
    void onlyAdministratorsSeeIt() throws Exception {
        store("<io.jenkins.plugins.webpaas.config.CustomService/>");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ, Jenkins.MANAGE)
                .everywhere()
                .to("manager"));

        assertThat(jenkins.createWebClient().login("manager").goTo("manage").asNormalizedText())
                .doesNotContain("left out");
    }

    /** Adds services to the configuration's file, and loads the file. */
    private void store(String services) throws IOException {
        Path file = new File(jenkins.jenkins.getRootDir(), WebPaasConfiguration.class.getName() + ".xml").toPath();
        String before = Files.readString(file);
        String end = "</customServices>";
        assertThat(before).contains(end);
        Files.writeString(file, before.replace(end, services + end));
        WebPaasConfiguration.get().load();
    }
}
