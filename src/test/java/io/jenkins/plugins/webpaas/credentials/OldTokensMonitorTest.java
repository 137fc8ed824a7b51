package io.jenkins.plugins.webpaas.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import hudson.ExtensionList;
import hudson.model.Item;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.credentials.TokenHistory.TokenAge;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class OldTokensMonitorTest extends StandInJenkinsTest {
    private OldTokensMonitor monitor;

    @BeforeEach
    void find() {
        monitor = ExtensionList.lookupSingleton(OldTokensMonitor.class);
    }

    @Test
    void showsOldTokensOfAllFolders() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "team a");
        folder.addProperty(new FolderCredentialsProperty(
                new DomainCredentials[] {new DomainCredentials(Domain.global(), List.of(OldTokens.token("of folder")))
                }));
        addDomain("hosts", OldTokens.token("of-domain"));
        OldTokens.storedFor(100);

        assertThat(monitor.isActivated()).isTrue();
        assertThat(monitor.getOldTokens())
                .extracting(old -> old.stored().token().getId())
                .containsExactlyInAnyOrder(StandInJenkins.CREDENTIALS_ID, "of folder", "of-domain");
        JenkinsRule.WebClient admin = jenkins.createWebClient();
        assertThat(admin.goTo("manage").asNormalizedText())
                .contains(
                        "stored for 90 days or longer",
                        "deploy-bot (Jenkins): Stored for 100 days, and not used by a build yet.",
                        "of folder (team a: In use)",
                        "create a new API token, paste it into the credential");
        for (OldTokensMonitor.OldToken old : monitor.getOldTokens()) {
            assertThat(admin.goTo(old.stored().url()).asNormalizedText()).contains("Update credential");
        }
    }

    @Test
    void linksToThePageWithAgeAndService() throws Exception {
        WebPaasConfiguration.get().setRotationDays(1);
        OldTokens.storedFor(1);
        HtmlPage manage = jenkins.createWebClient().goTo("manage");
        assertThat(manage.asNormalizedText())
                .contains("stored for a day or longer", "Stored for one day, and not used by a build yet.");

        HtmlPage tokens = manage.getAnchorByText(StandInJenkins.CREDENTIALS_ID).click();

        assertThat(tokens.asNormalizedText())
                .contains("API token", "Service", "Stand-in", "Stored for one day, and not used by a build yet.");
        HtmlPage credential =
                tokens.getAnchorByText(StandInJenkins.CREDENTIALS_ID).click();
        assertThat(credential.asNormalizedText()).contains("Update credential");
    }

    @Test
    void aBuildsUseIsNoted() throws Exception {
        OldTokens.storedFor(100);
        assertThat(monitor.getOldTokens()).singleElement().matches(OldTokensMonitor.OldToken::unused);

        success("withWebPaas(credentialsId: 'deploy-bot', ssh: 'none') { }");

        assertThat(monitor.getOldTokens())
                .singleElement()
                .matches(old -> !old.unused())
                .extracting(OldTokensMonitor.OldToken::age)
                .isEqualTo(new TokenAge(100, 0L));
    }

    @Test
    void theAgeIsConfigurable() {
        OldTokens.storedFor(100);
        WebPaasConfiguration.get().setRotationDays(101);
        assertThat(monitor.isActivated()).isFalse();
        WebPaasConfiguration.get().setRotationDays(100);
        assertThat(monitor.isActivated()).isTrue();
        WebPaasConfiguration.get().setRotationDays(0);
        assertThat(monitor.isActivated()).isFalse();
    }

    @Test
    void aChangedCredentialIsSeenSoon() throws Exception {
        addDomain("hosts", OldTokens.token("late"));

        await().until(() -> StoredTokens.get().tokens().stream()
                .anyMatch(stored -> stored.token().getId().equals("late")));
    }

    @Test
    void onlyAdministratorsSeeIt() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Jenkins.SYSTEM_READ, Jenkins.MANAGE, CredentialsProvider.VIEW)
                .everywhere()
                .to("manager"));
        OldTokens.storedFor(100);

        JenkinsRule.WebClient manager = jenkins.createWebClient().login("manager");
        assertThat(manager.goTo("manage").asNormalizedText()).doesNotContain("stored for 90 days");
        manager.assertFails(monitor.getUrl() + "/", 403);
    }

    @Test
    void aDomainsSpecificationIsForHostsThatTheTokenNeverGoesTo() throws Exception {
        addDomain("hosts", OldTokens.token("of-domain"));

        success("withWebPaas(credentialsId: 'of-domain', ssh: 'none') { }");
    }

    private static void addDomain(String name, Credentials... credentials) throws Exception {
        CredentialsStore store =
                CredentialsProvider.lookupStores(Jenkins.get()).iterator().next();
        Domain domain = new Domain(name, null, List.of(new HostnameSpecification("git.example.com", null)));
        assertThat(store.addDomain(domain, credentials)).isTrue();
    }
}
