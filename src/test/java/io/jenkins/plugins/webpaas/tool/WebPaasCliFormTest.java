package io.jenkins.plugins.webpaas.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.tools.InstallSourceProperty;
import hudson.util.FormValidation;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What administrators enter, and what they are told. */
@WithJenkins
class WebPaasCliFormTest {
    private static final String URL = "https://example.com/upsun_5.11.0_{os}_{arch}.{ext}";
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
                installation("upsun 5", new WebPaasCliInstaller("linux", URL, SUM + "a.zip\n" + SUM + "b")));

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
        assertThat(kept.getUrl()).isEqualTo(URL);
        assertThat(kept.getChecksums().lines()).containsExactly(SUM + "a.zip", SUM + "b");
    }

    @Test
    void offersItsInstallerToItsOwnToolAlone() {
        assertThat(tool.getDefaultInstallers()).singleElement().isInstanceOf(WebPaasCliInstaller.class);
        assertThat(installer.isApplicable(WebPaasCli.class)).isTrue();
        assertThat(installer.isApplicable(hudson.model.JDK.class)).isFalse();
    }

    @Test
    void hasHelpForEachField() {
        assertThat(List.of(tool.getHelpFile("name"), tool.getHelpFile("home")))
                .allMatch(file -> file.contains("WebPaasCli"));
        assertThat(List.of(installer.getHelpFile(), installer.getHelpFile("url"), installer.getHelpFile("checksums")))
                .doesNotContainNull();
    }

    @Test
    void saysWhatIsWrongWithTheUrl() {
        assertThat(installer.doCheckUrl(URL).kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(installer.doCheckUrl("http://example.com/<cli>.zip"))
                .hasMessage("url: is no URL (Illegal character in path)");
    }

    @Test
    void saysWhatIsWrongWithTheChecksums() {
        String all = SUM + "linux_amd64.tar.gz\n" + SUM + "linux_arm64.tar.gz\n" + SUM + "darwin_all.tar.gz\n";

        assertThat(installer.doCheckChecksums(all + SUM + "windows_amd64.zip", URL).kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(installer.doCheckChecksums(all, URL))
                .hasMessage("checksums: has no line for an archive of windows_amd64. Such nodes cannot install the CLI")
                .extracting(check -> check.kind)
                .isEqualTo(FormValidation.Kind.WARNING);
        assertThat(installer.doCheckChecksums(SUM + "plan9.zip", URL))
                .hasMessage("checksums: has no line for an archive of linux_amd64, linux_arm64, darwin_amd64,"
                        + " darwin_arm64, windows_amd64. Its lines are of other files than the URL")
                .extracting(check -> check.kind)
                .isEqualTo(FormValidation.Kind.ERROR);
        assertThat(installer.doCheckChecksums("sum", URL).kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(installer.doCheckChecksums(SUM + "plan9.zip", "no URL").kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void checksForAdministratorsAlone() {
        restrict();

        try (ACLContext ignored = ACL.as2(User.getById("manager", true).impersonate2())) {
            assertThatExceptionOfType(AccessDeniedException3.class)
                    .isThrownBy(() -> installer.doCheckUrl(URL))
                    .withMessageContaining("Overall/Administer");
            assertThatExceptionOfType(AccessDeniedException3.class)
                    .isThrownBy(() -> installer.doCheckChecksums(SUM, URL))
                    .withMessageContaining("Overall/Administer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkUrl", "checkChecksums"})
    void checksByPostAlone(String check) throws Exception {
        assertThat(jenkins.createWebClient()
                        .withThrowExceptionOnFailingStatusCode(false)
                        .goTo(installer.getDescriptorUrl() + "/" + check + "?value=x&url=x", null)
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(404);
    }

    @Test
    void namesInstallationsToThoseWhoMayKnow() throws Exception {
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
