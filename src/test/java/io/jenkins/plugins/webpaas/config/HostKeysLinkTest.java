package io.jenkins.plugins.webpaas.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Functions;
import io.jenkins.plugins.webpaas.service.Service;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;

/** The page of remembered host keys. */
@WithJenkins
class HostKeysLinkTest {
    private static final String PAGE = "manage/webpaas-host-keys/";
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String FINGERPRINT = "SHA256:kmYcvdi2GkPeWxB6XLjrZB8JHsy2Hm8luHMFp9GMvqk";

    private JenkinsRule jenkins;

    @BeforeEach
    void remember(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ, Jenkins.MANAGE)
                .everywhere()
                .to("manager"));
        RememberedHostKeys.get()
                .remember(Service.UPSUN, List.of("ssh.eu-9.upsun.com " + KEY, "git.eu-9.upsun.com " + KEY));
        RememberedHostKeys.get().remember(Service.OVHCLOUD, List.of("ssh.fr-1.webpaas.ovh.net " + KEY));
    }

    @Test
    void administratorsSeeTheKeysOfEachService() throws Exception {
        assertThat(client("admin").goTo("manage").asNormalizedText())
                .contains("Web PaaS host keys", "See and delete the host keys");
        assertThat(client("admin").goTo(PAGE).asNormalizedText())
                .contains("Upsun (2)", "OVHcloud Web PaaS (1)", "at most 100 keys")
                .contains("ssh.eu-9.upsun.com", "git.eu-9.upsun.com", "ssh.fr-1.webpaas.ovh.net")
                .contains("ssh-ed25519", FINGERPRINT)
                .doesNotContain("unknown");
    }

    @Test
    void keysOfAServiceThatIsNoLongerConfiguredCanBeSeenAndDeletedToo() throws Exception {
        Service old = new Service("old", "Old", Service.UPSUN.endpoints(), Service.UPSUN.ssh(), Service.UPSUN.cli());
        RememberedHostKeys.get().remember(old, List.of("ssh.eu-8.upsun.com " + KEY));

        assertThat(client("admin").goTo(PAGE).asNormalizedText()).contains("old (1)");
        assertThat(post("admin", "deleteAll?service=old")).isEqualTo(200);
        assertThat(RememberedHostKeys.get().services()).containsExactly("upsun", "ovhcloud");
    }

    @Test
    void oneKeyIsDeletedForGood() throws Exception {
        assertThat(post("admin", "delete?service=upsun&host=ssh.eu-9.upsun.com"))
                .isEqualTo(200);

        for (RememberedHostKeys keys : List.of(RememberedHostKeys.get(), new RememberedHostKeys())) {
            assertThat(keys.remembered(Service.UPSUN)).containsExactly("git.eu-9.upsun.com " + KEY);
            assertThat(keys.remembered(Service.OVHCLOUD)).hasSize(1);
        }
    }

    @Test
    void allKeysOfAServiceAreDeletedForGood() throws Exception {
        assertThat(post("admin", "deleteAll?service=upsun")).isEqualTo(200);
        assertThat(new RememberedHostKeys().services()).containsExactly("ovhcloud");

        assertThat(post("admin", "deleteAll?service=ovhcloud")).isEqualTo(200);
        assertThat(client("admin").goTo(PAGE).asNormalizedText()).contains("No host key is remembered");
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotThereIsNotDeleted() {
        return DynamicTest.stream(
                Stream.of("delete?service=upsun&host=nobody", "deleteAll?service=nobody", "deleteAll", "delete"),
                action -> action,
                action -> {
                    assertThat(post("admin", action)).isEqualTo(200);

                    assertThat(RememberedHostKeys.get().services()).containsExactly("upsun", "ovhcloud");
                    assertThat(RememberedHostKeys.get().keys("upsun")).hasSize(2);
                });
    }

    @Test
    void othersNeitherSeeNorDeleteAnything() throws Exception {
        assertThat(client("manager").goTo("manage").asNormalizedText()).doesNotContain("Web PaaS host keys");
        client("manager").assertFails(PAGE, 403);
        assertThat(post("manager", "delete?service=upsun&host=ssh.eu-9.upsun.com"))
                .isEqualTo(403);
        assertThat(post("manager", "deleteAll?service=upsun")).isEqualTo(403);

        assertThat(RememberedHostKeys.get().keys("upsun")).hasSize(2);
    }

    @Test
    void aLinkOfAnotherSiteDeletesNothing() throws Exception {
        client("admin").assertFails(PAGE + "delete?service=upsun&host=ssh.eu-9.upsun.com", 405);
        client("admin").assertFails(PAGE + "deleteAll?service=upsun", 405);

        assertThat(RememberedHostKeys.get().keys("upsun")).hasSize(2);
    }

    @Test
    void theNamesOfServicesAreNoHtml() throws Exception {
        String id = "<img src=x>&a=b";
        Service odd = new Service("odd", id, Service.UPSUN.endpoints(), Service.UPSUN.ssh(), Service.UPSUN.cli());
        RememberedHostKeys.get().remember(odd, List.of("ssh.eu-8.upsun.com " + KEY));
        CustomService custom = new CustomService("odd", id);
        custom.setApiUrl("https://api.example.com");
        custom.setAuthUrl("https://api.example.com");
        custom.setSshDomains("*.upsun.com");
        WebPaasConfiguration.get().setCustomServices(List.of(custom));

        HtmlPage page = client("admin").goTo(PAGE);
        assertThat(page.asNormalizedText()).contains(id + " (1)");
        assertThat(page.querySelectorAll("img[src=x]")).isEmpty();
    }

    @Test
    void itIsInFrenchToo() throws Exception {
        LocaleProvider ofTests = LocaleProvider.getProvider();
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Functions.getCurrentLocale();
            }
        });
        try {
            JenkinsRule.WebClient client = client("admin");
            client.addRequestHeader("Accept-Language", "fr");
            assertThat(client.goTo(PAGE).asNormalizedText())
                    .contains("Clés d'hôte Web PaaS", "Empreinte", "Mémorisée depuis", "au plus 100 clés")
                    .contains("Supprimer toutes celles de ce service");
        } finally {
            LocaleProvider.setProvider(ofTests);
        }
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        return jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
    }

    private int post(String user, String action) throws Exception {
        JenkinsRule.WebClient client = client(user);
        URI url = URI.create(client.getContextPath() + PAGE + action);
        return client.getPage(client.addCrumb(new WebRequest(url.toURL(), HttpMethod.POST)))
                .getWebResponse()
                .getStatusCode();
    }
}
