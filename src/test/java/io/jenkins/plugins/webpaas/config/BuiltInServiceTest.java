package io.jenkins.plugins.webpaas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hudson.ExtensionList;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration.InvalidServicesMonitor;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

/** Additions to built-in services, in the form and as code. */
class BuiltInServiceTest extends StandInJenkinsTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String LINE = "ssh.ovhcloud-fr-1.webpaas.ovh.net " + KEY;

    @Test
    void theFormListsThemAllAndKeepsWhatIsAdded() throws Exception {
        HtmlForm form = jenkins.createWebClient().goTo("manage/configure").getFormByName("config");
        assertThat(form.asNormalizedText()).contains("OVHcloud Web PaaS", "Platform.sh", "Upsun", "*.webpaas.ovh.net");
        form.getTextAreasByName("_.knownHosts").get(0).setText("# a comment\n" + LINE);
        jenkins.submit(form);

        assertThat(WebPaasConfiguration.get().getBuiltInServices())
                .as("the other services are unchanged")
                .extracting(BuiltInService::getId)
                .containsExactly("ovhcloud");
        assertThat(service("ovhcloud").ssh().hostKeys())
                .singleElement()
                .extracting(host -> host.line())
                .isEqualTo(LINE);
        assertThat(service("ovhcloud").endpoints()).isEqualTo(Service.OVHCLOUD.endpoints());
        jenkins.configRoundtrip();
        assertThat(WebPaasConfiguration.get().getBuiltInServices()).hasSize(1);
        assertThat(WebPaasConfiguration.get().getCustomServices()).hasSize(1);
    }

    @Test
    void isConfiguredAndExportedAsCode(@TempDir Path directory) throws Exception {
        String code = """
                    builtInServices:
                    - id: "ovhcloud"
                      knownHosts: "LINE"
                      sshOptions: "ServerAliveInterval 30"
                      strict: true
                      unknownHosts: REFUSE
                """.replace("LINE", LINE);
        configure(directory, code);

        assertThat(service("ovhcloud").ssh())
                .extracting("unknownHosts", "strict", "options")
                .containsExactly(UnknownHosts.REFUSE, true, List.of("ServerAliveInterval 30"));
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8)).contains(code);
        assertThat(new WebPaasConfiguration().service("ovhcloud")).contains(service("ovhcloud"));

        configure(directory, "    builtInServices:\n    - id: \"upsun\"\n      strict: true\n");
        assertThat(service("upsun").ssh().unknownHosts())
                .as("missing settings are those of the built-in service")
                .isEqualTo(UnknownHosts.REMEMBER);
        assertThat(service("ovhcloud")).isEqualTo(Service.OVHCLOUD);
    }

    @Test
    void invalidValuesAreRefusedByName() throws Exception {
        BuiltInService.DescriptorImpl form = ExtensionList.lookupSingleton(BuiltInService.DescriptorImpl.class);
        assertThat(form.doCheckKnownHosts("github.com " + KEY, "ovhcloud", ""))
                .hasMessageStartingWith("Host keys: ")
                .hasMessageContaining("OpenSSH looks for keys under: *.webpaas.ovh.net");
        assertThat(form.doCheckKnownHosts(LINE, "ovhcloud", "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckSshOptions("Port abc", "ovhcloud")).hasMessageStartingWith("SSH options: ");

        BuiltInService unknown = new BuiltInService("acme");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebPaasConfiguration.get().setBuiltInServices(List.of(unknown)))
                .withMessage("Service 'acme', id: 'acme' is no built-in service. The built-in services are ovhcloud,"
                        + " platformsh, upsun");
        BuiltInService wrong = new BuiltInService("upsun");
        wrong.setSshOptions("Port abc");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebPaasConfiguration.get().setBuiltInServices(List.of(wrong)))
                .withMessageStartingWith("Service 'upsun', sshOptions: 'Port abc' has no port");
        assertThat(WebPaasConfiguration.get().services()).containsAll(Service.BUILT_IN);
    }

    /** A further service replaces the built-in service, so that additions to the latter would have no effect. */
    @Test
    void additionsWithoutEffectAreReported() throws Exception {
        BuiltInService added = new BuiltInService("upsun");
        added.setStrict(true);
        WebPaasConfiguration.get().setBuiltInServices(List.of(added));
        CustomService upsun = new CustomService("upsun", "Upsun, by our proxy");
        upsun.setApiUrl("https://upsun.example.com");
        upsun.setAuthUrl("https://upsun.example.com");
        upsun.setSshDomains("*.upsun.com");
        WebPaasConfiguration.get().setCustomServices(List.of(upsun));

        assertThat(service("upsun").name()).isEqualTo("Upsun, by our proxy");
        assertThat(ExtensionList.lookupSingleton(InvalidServicesMonitor.class).getProblems())
                .containsExactly("Service 'upsun', Id: 'upsun' is replaced by a further service. Enter host keys and"
                        + " options in the further service");
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = client.goTo("manage/configure").getFormByName("config");
        form.setAttribute("data-webpaas-checked", "true");
        assertThat(jenkins.submit(form).getWebResponse().getContentAsString())
                .contains("is replaced by a further service");
    }

    private static Service service(String id) {
        return WebPaasConfiguration.get().service(id).orElseThrow();
    }

    private static void configure(Path directory, String code) throws Exception {
        ConfigurationAsCode.get()
                .configure(Files.writeString(directory.resolve("jenkins.yaml"), "unclassified:\n  webPaas:\n" + code)
                        .toString());
    }
}
