package io.jenkins.plugins.webpaas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlTextArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class WebPaasConfigurationTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private JenkinsRule jenkins;

    @BeforeEach
    void useJenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void itsFormKeepsEverything() throws Exception {
        WebPaasConfiguration.get().setCustomServices(List.of(custom()));
        WebPaasConfiguration.get().setActivityTimeout(60);
        WebPaasConfiguration.get().setSshTimeout(10);
        WebPaasConfiguration.get().setRotationDays(30);

        jenkins.configRoundtrip();

        assertThat(WebPaasConfiguration.get())
                .extracting("activityTimeout", "sshTimeout", "rotationDays")
                .containsExactly(60, 10, 30);

        assertThat(WebPaasConfiguration.get().getCustomServices()).hasSize(1);
        jenkins.assertEqualDataBoundBeans(
                custom(), WebPaasConfiguration.get().getCustomServices().get(0));
    }

    @Test
    void itsDefaultsAreNoTimeOutsAndAQuarterOfAYear() throws Exception {
        jenkins.configRoundtrip();

        assertThat(WebPaasConfiguration.get())
                .extracting("activityTimeout", "sshTimeout", "rotationDays")
                .containsExactly(0, 0, 90);
    }

    @Test
    void aNumberBelowZeroIsRefusedByName() {
        WebPaasConfiguration configuration = WebPaasConfiguration.get();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setActivityTimeout(-1))
                .withMessage("activityTimeout: '-1' must be 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setSshTimeout(-1))
                .withMessage("sshTimeout: '-1' must be 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setRotationDays(-1))
                .withMessage("rotationDays: '-1' must be 0 or more");
    }

    @Test
    void itSurvivesARestart() {
        WebPaasConfiguration.get().setCustomServices(List.of(custom()));
        WebPaasConfiguration.get().setSshTimeout(10);

        WebPaasConfiguration loaded = new WebPaasConfiguration();

        assertThat(loaded)
                .extracting("activityTimeout", "sshTimeout", "rotationDays")
                .containsExactly(0, 10, 90);
        assertThat(loaded.getCustomServices()).hasSize(1);
    }

    @Test
    void itIsConfiguredAndExportedAsCode(@TempDir Path directory) throws Exception {
        String code = """
                  webPaas:
                    activityTimeout: 60
                    customServices:
                    - apiUrl: "https://api.platform.sh"
                      authUrl: "https://auth.api.platform.sh"
                      certifierUrl: "https://ssh.api.platform.sh"
                      consoleUrl: "https://console.upsun.com"
                      id: "old-hosts"
                      knownHosts: "ssh.example.com,203.0.113.7 KEY"
                      name: "Platform.sh, old hosts"
                      sshDomains: |-
                        *.platform.sh
                        *.example.com
                      sshOptions: "ProxyJump bastion.example.com"
                      strict: true
                      unknownHosts: REMEMBER
                    rotationDays: 30
                    sshTimeout: 10
                """.replace("KEY", KEY);
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), "unclassified:\n" + code);

        ConfigurationAsCode.get().configure(file.toString());

        jenkins.assertEqualDataBoundBeans(
                custom(), WebPaasConfiguration.get().getCustomServices().get(0));
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8)).contains(code);
    }

    @Test
    void theLastServiceCanBeDeletedInTheForm() throws Exception {
        WebPaasConfiguration.get().setCustomServices(List.of(custom()));

        HtmlForm form = jenkins.createWebClient().goTo("manage/configure").getFormByName("config");
        HtmlElement service = form.getInputByValue("https://ssh.api.platform.sh");
        while (!service.getAttribute("class").contains("repeated-chunk")) {
            service = (HtmlElement) service.getParentNode();
        }
        service.remove();
        jenkins.submit(form);

        assertThat(WebPaasConfiguration.get().getCustomServices()).isEmpty();
    }

    @Test
    void theFormReportsAnInvalidService() throws Exception {
        WebPaasConfiguration.get().setCustomServices(List.of(custom()));
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = client.goTo("manage/configure").getFormByName("config");
        ((HtmlInput) form.getInputByValue("https://ssh.api.platform.sh")).setValue("http://ssh.example.com");

        Page answer = submitUnchecked(form);

        assertThat(answer.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(answer.getWebResponse().getContentAsString())
                .contains("Certifier URL: 'http://ssh.example.com' must use https")
                .doesNotContain("\tat ");
    }

    /** Submits the form without scripts, because the form's own check would prevent the submission. */
    private Page submitUnchecked(HtmlForm form) throws Exception {
        form.setAttribute("data-webpaas-checked", "true");
        return jenkins.submit(form);
    }

    @Test
    void aHostKeyWithoutEffectIsRefused(@TempDir Path directory) throws Exception {
        WebPaasConfiguration.get().setCustomServices(List.of(custom()));
        String reason =
                "names no host of the service. With its SSH domains and options (HostKeyAlias, HostName), OpenSSH"
                        + " looks for keys under: *.platform.sh, *.example.com";
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = client.goTo("manage/configure").getFormByName("config");
        List<HtmlTextArea> hostKeys = form.getTextAreasByName("_.knownHosts"); // those of built-in services come first
        hostKeys.get(hostKeys.size() - 1).setText("203.0.113.7 " + KEY);
        assertThat(submitUnchecked(form).getWebResponse().getContentAsString()).contains(reason);

        Path file = Files.writeString(directory.resolve("jenkins.yaml"), """
                unclassified:
                  webPaas:
                    customServices:
                    - id: "old-hosts"
                      name: "Platform.sh, old hosts"
                      apiUrl: "https://api.platform.sh"
                      authUrl: "https://auth.api.platform.sh"
                      sshDomains: "*.platform.sh"
                      knownHosts: "ssh.eu-5.platform.sh KEY"
                      sshOptions: "HostKeyAlias bastion"
                """.replace("KEY", KEY));
        assertThatThrownBy(() -> ConfigurationAsCode.get().configure(file.toString()))
                .hasStackTraceContaining("names no host of the service")
                .hasStackTraceContaining("OpenSSH looks for keys under: bastion");

        assertThat(WebPaasConfiguration.get().getCustomServices())
                .singleElement()
                .extracting(CustomService::getKnownHosts)
                .isEqualTo(custom().getKnownHosts());
    }

    @Test
    void anInvalidServiceIsNotSaved() {
        CustomService wrong = custom();
        wrong.setAuthUrl("http://auth.example.com");
        WebPaasConfiguration.get().setCustomServices(List.of(custom()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebPaasConfiguration.get().setCustomServices(List.of(wrong)))
                .withMessageStartingWith("Service 'old-hosts', authUrl: 'http://auth.example.com' must use https");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebPaasConfiguration.get().setCustomServices(List.of(custom(), custom())))
                .withMessage("Service 'old-hosts', id: 'old-hosts' is the id of two services");
        assertThat(WebPaasConfiguration.get().getCustomServices()).hasSize(1);
    }

    @Test
    void aCustomServiceMayReplaceABuiltInOne() {
        CustomService upsun = new CustomService("upsun", "Upsun, by our proxy");
        upsun.setApiUrl("https://upsun.example.com");
        upsun.setAuthUrl("https://upsun.example.com");
        upsun.setSshDomains("*.upsun.com");
        WebPaasConfiguration.get().setCustomServices(List.of(upsun));

        assertThat(WebPaasConfiguration.get().services())
                .extracting(Service::name)
                .containsExactly("OVHcloud Web PaaS", "Platform.sh", "Upsun, by our proxy");
    }

    @Test
    void customServicesAreAddedToTheBuiltInOnes() {
        WebPaasConfiguration.get().setCustomServices(List.of(custom()));

        assertThat(WebPaasConfiguration.get().services())
                .extracting(Service::id)
                .containsExactly("ovhcloud", "platformsh", "upsun", "old-hosts");
        assertThat(WebPaasConfiguration.get().service("old-hosts"))
                .get()
                .extracting(service -> service.ssh().domains())
                .isEqualTo(List.of("*.platform.sh", "*.example.com"));
    }

    private static CustomService custom() {
        CustomService service = new CustomService("old-hosts", "Platform.sh, old hosts");
        service.setApiUrl("https://api.platform.sh");
        service.setAuthUrl("https://auth.api.platform.sh");
        service.setCertifierUrl("https://ssh.api.platform.sh");
        service.setConsoleUrl("https://console.upsun.com");
        service.setSshDomains("*.platform.sh\n*.example.com");
        service.setKnownHosts("ssh.example.com,203.0.113.7 " + KEY);
        service.setUnknownHosts(UnknownHosts.REMEMBER);
        service.setStrict(true);
        service.setSshOptions("ProxyJump bastion.example.com");
        return service;
    }
}
