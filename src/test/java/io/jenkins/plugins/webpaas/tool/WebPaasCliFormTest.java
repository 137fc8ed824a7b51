package io.jenkins.plugins.webpaas.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.JDK;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.tools.InstallSourceProperty;
import hudson.util.FormValidation;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The form of the CLI and its checks. */
@WithJenkins
class WebPaasCliFormTest {
    private static final String ARCHIVES = "https://example.com/upsun_5.11.0_{os}_{arch}.{ext}";
    private static final String SUM = "0".repeat(64) + "  upsun_5.11.0_";

    private JenkinsRule jenkins;
    private WebPaasCli.DescriptorImpl tool;
    private WebPaasCliInstaller.DescriptorImpl installer;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
        tool = rule.jenkins.getDescriptorByType(WebPaasCli.DescriptorImpl.class);
        installer = rule.jenkins.getDescriptorByType(WebPaasCliInstaller.DescriptorImpl.class);
    }

    @Test
    void keepsEverything() throws Exception {
        tool.setInstallations(
                installation("upsun 5", new WebPaasCliInstaller("linux", ARCHIVES, SUM + "a.zip\n" + SUM + "b")));

        jenkins.submit(jenkins.createWebClient().goTo("manage/configureTools").getFormByName("config"));

        assertInstallation(tool.getInstallations());
        assertInstallation(new WebPaasCli.DescriptorImpl().getInstallations());
    }

    private void assertInstallation(WebPaasCli[] installations) throws Exception {
        assertThat(installations).hasSize(1);
        assertThat(installations[0].getName()).isEqualTo("upsun 5");
        assertThat(installations[0].getHome()).isNullOrEmpty();
        WebPaasCliInstaller kept = (WebPaasCliInstaller) installations[0]
                .getProperties()
                .get(InstallSourceProperty.class)
                .installers
                .get(0);
        assertThat(kept.getLabel()).isEqualTo("linux");
        assertThat(kept.getUrl()).isEqualTo(ARCHIVES);
        assertThat(kept.getChecksums().lines()).containsExactly(SUM + "a.zip", SUM + "b");
    }

    @Test
    void offersItsInstallerOnlyForItsOwnTool() {
        assertThat(tool.getDefaultInstallers()).singleElement().isInstanceOf(WebPaasCliInstaller.class);
        assertThat(installer.isApplicable(WebPaasCli.class)).isTrue();
        assertThat(installer.isApplicable(JDK.class)).isFalse();
    }

    @Test
    void hasHelp() throws Exception {
        assertThat(page(tool, "help/name")).contains("Name by which builds ask");
        assertThat(page(tool, "help/home")).contains("Directory on the nodes");
        assertThat(page(installer, "help")).contains("Installs the CLI from an archive");
        assertThat(page(installer, "help/url")).contains("URL of the archive");
        assertThat(page(installer, "help/checksums")).contains("The checksums of the archives");
    }

    private String page(Descriptor<?> descriptor, String path) throws Exception {
        return jenkins.createWebClient()
                .goTo(descriptor.getDescriptorUrl() + "/" + path, null)
                .getWebResponse()
                .getContentAsString();
    }

    @Test
    void showsProblemsOfTheUrl() {
        assertThat(installer.doCheckUrl(ARCHIVES).kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(installer.doCheckUrl("http://example.com/<cli>.zip"))
                .hasMessage("URL of the archive: is no URL. Check it from character 20 on");
    }

    @Test
    void showsProblemsOfTheChecksums() {
        String all = SUM + "linux_amd64.tar.gz\n" + SUM + "linux_arm64.tar.gz\n" + SUM + "darwin_all.tar.gz\n";

        assertThat(installer.doCheckChecksums(all + SUM + "windows_amd64.zip", ARCHIVES).kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(installer.doCheckChecksums(all, ARCHIVES))
                .hasMessage(
                        "SHA-256 checksums: has no line for an archive of windows_amd64. Such nodes cannot install the CLI")
                .extracting(check -> check.kind)
                .isEqualTo(FormValidation.Kind.WARNING);
        assertThat(installer.doCheckChecksums(SUM + "plan9.zip", ARCHIVES))
                .hasMessage("SHA-256 checksums: has no line for an archive of linux_amd64, linux_arm64, darwin_amd64,"
                        + " darwin_arm64, windows_amd64. Its lines name other files than the URL")
                .extracting(check -> check.kind)
                .isEqualTo(FormValidation.Kind.ERROR);
        assertThat(installer.doCheckChecksums("sum", ARCHIVES).kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(installer.doCheckChecksums(SUM + "plan9.zip", "no URL").kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void checksOnlyForAdministrators() {
        restrict();

        try (ACLContext ignored = ACL.as2(User.getById("manager", true).impersonate2())) {
            assertThatExceptionOfType(AccessDeniedException3.class)
                    .isThrownBy(() -> installer.doCheckUrl(ARCHIVES))
                    .withMessageContaining("Overall/Administer");
            assertThatExceptionOfType(AccessDeniedException3.class)
                    .isThrownBy(() -> installer.doCheckChecksums(SUM, ARCHIVES))
                    .withMessageContaining("Overall/Administer");
        }
    }

    @Test
    void checksOnlyByPost() throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        for (String method : List.of("checkUrl", "checkChecksums")) {
            URL check =
                    new URL(client.getContextPath() + installer.getDescriptorUrl() + "/" + method + "?value=x&url=x");

            assertThat(status(client, client.addCrumb(new WebRequest(check, HttpMethod.POST))))
                    .isEqualTo(200);
            assertThat(status(client, new WebRequest(check, HttpMethod.GET))).isEqualTo(404);
        }
    }

    private static int status(JenkinsRule.WebClient client, WebRequest request) throws Exception {
        return client.getPage(request).getWebResponse().getStatusCode();
    }

    @Test
    void listsInstallationsForUsersWithPermission() throws Exception {
        restrict();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        tool.setInstallations(installation("upsun 5"), installation("upsun 4"));

        assertThat(names("reader", job, "gone")).containsExactly("", "upsun 5", "upsun 4", "gone");
        assertThat(names("reader", job, "upsun 4")).containsExactly("", "upsun 5", "upsun 4");
        assertThat(names("reader", null, "upsun 4")).containsExactly("", "upsun 4");
        assertThat(names("nobody", job, null)).containsExactly("");
        assertThat(names("nobody", job, "")).containsExactly("");
        assertThat(names("admin", null, null)).containsExactly("", "upsun 5", "upsun 4");
    }

    private static List<String> names(String user, Item item, String current) {
        try (ACLContext ignored = ACL.as2(User.getById(user, true).impersonate2())) {
            return CliTool.names(item, current).stream()
                    .map(option -> option.value)
                    .toList();
        }
    }

    private void restrict() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("nobody")
                .grant(Jenkins.READ, Jenkins.MANAGE)
                .everywhere()
                .to("manager")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE, Item.EXTENDED_READ)
                .everywhere()
                .to("reader"));
    }

    private static WebPaasCli installation(String name, WebPaasCliInstaller... installers) throws Exception {
        return new WebPaasCli(name, null, List.of(new InstallSourceProperty(List.of(installers))));
    }
}
