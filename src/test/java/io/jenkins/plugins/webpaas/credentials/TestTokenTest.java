package io.jenkins.plugins.webpaas.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Item;
import hudson.model.User;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.job.WebMethod;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The button in the credential's form. */
class TestTokenTest extends StandInJenkinsTest {
    private WebMethod button;

    @BeforeEach
    void restrict() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "folder");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(CredentialsProvider.CREATE)
                .onItems(folder)
                .to("creator")
                .grant(CredentialsProvider.UPDATE)
                .onItems(folder)
                .to("updater")
                .grant(CredentialsProvider.VIEW, CredentialsProvider.USE_ITEM, Item.CONFIGURE)
                .onItems(folder)
                .to("user"));
        button = WebMethod.all().stream()
                .filter(method -> method.toString().equals("WebPaasApiToken.doTestToken"))
                .findFirst()
                .orElseThrow();
    }

    private WebResponse press(String user, String context, String service, String token) throws Exception {
        return button.post(
                jenkins.createWebClient()
                        .withJavaScriptEnabled(false)
                        .withThrowExceptionOnFailingStatusCode(false)
                        .login(user),
                context,
                Map.of("service", service, "token", token),
                "");
    }

    private String press(String token) throws Exception {
        return press("admin", "", StandInJenkins.SERVICE, token).getContentAsString();
    }

    @Test
    void aGoodToken() throws Exception {
        assertThat(press(" " + StandIn.API_TOKEN + "\n"))
                .contains("class=\"ok\"", "deploy-bot (deploy-bot@example.com), who sees one project.")
                .doesNotContain(StandIn.API_TOKEN);
    }

    @Test
    void aTokenThatWasRevokedJustNow() throws Exception {
        ApiToken token = new ApiToken(
                WebPaasConfiguration.get().service(StandInJenkins.SERVICE).orElseThrow(), StandIn.API_TOKEN);
        WebPaasRuntime.client().as(token).me();
        standIn.world().account("deploy-bot").deleteApiTokens();

        assertThat(press(StandIn.API_TOKEN))
                .contains(
                        "class=\"error\"",
                        "Stand-in refused the API token",
                        "Create a new API token as the machine user")
                .doesNotContain(StandIn.API_TOKEN);
    }

    @Test
    void anAccountWithoutProjects() throws Exception {
        standIn.world().account("deploy-bot").role(StandIn.PROJECT, null);

        assertThat(press(StandIn.API_TOKEN))
                .contains("class=\"warning\"", "who sees no project. Give the machine user");
    }

    @Test
    void aStoredTokenIsNotSent() throws Exception {
        String stored = Secret.fromString(StandIn.API_TOKEN).getEncryptedValue();

        assertThat(press(stored)).contains("Type the token to test it");
        assertThat(press("********")).contains("Type the token to test it");
        assertThat(press(" ")).contains("Type the token to test it");
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void onlyAServiceThatIsConfiguredIsAsked() throws Exception {
        assertThat(press("admin", "", standIn.apiUrl().toString(), StandIn.API_TOKEN)
                        .getContentAsString())
                .contains("is not configured (any more)");
        assertThat(standIn.requests().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"creator", "updater"})
    void usersWhoCanChangeCredentialsOfAFolderCanTestThere(String user) throws Exception {
        assertThat(press(user, "job/folder/", StandInJenkins.SERVICE, StandIn.API_TOKEN)
                        .getContentAsString())
                .contains("deploy-bot");
        standIn.requests().clear();

        assertThat(press(user, "", StandInJenkins.SERVICE, StandIn.API_TOKEN).getStatusCode())
                .isEqualTo(403);
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void usersWhoCanOnlyUseCredentialsCannotTest() throws Exception {
        assertThat(press("user", "job/folder/", StandInJenkins.SERVICE, StandIn.API_TOKEN)
                        .getStatusCode())
                .isEqualTo(403);
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void allUsersCanTestTheirOwn() throws Exception {
        User.getById("alice", true);

        assertThat(press("alice", "user/alice/", StandInJenkins.SERVICE, StandIn.API_TOKEN)
                        .getContentAsString())
                .contains("deploy-bot");
        assertThat(press("bob", "user/alice/", StandInJenkins.SERVICE, StandIn.API_TOKEN)
                        .getStatusCode())
                .isEqualTo(403);
        assertThat(standIn.requests().count(Endpoint.TOKEN)).isEqualTo(1);
    }
}
