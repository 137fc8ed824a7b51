package io.jenkins.plugins.webpaas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.ssh.KnownHost;
import java.util.List;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class WebPaasConfigurationTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void useJenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void itsFormKeepsEverything() throws Exception {
        WebPaasConfiguration.get().setCustomServices(List.of(custom()));

        jenkins.configRoundtrip();

        assertThat(WebPaasConfiguration.get().getCustomServices()).hasSize(1);
        jenkins.assertEqualDataBoundBeans(
                custom(), WebPaasConfiguration.get().getCustomServices().get(0));
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
    void aServiceThatCannotBeRightIsNotKept() {
        CustomService wrong = custom();
        wrong.setAuthUrl("http://auth.example.com");
        WebPaasConfiguration.get().setCustomServices(List.of(custom()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebPaasConfiguration.get().setCustomServices(List.of(wrong)))
                .withMessageStartingWith("Service 'old-hosts', authUrl: 'http://auth.example.com' must use https");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebPaasConfiguration.get().setCustomServices(List.of(custom(), custom())))
                .withMessage("id: 'old-hosts' is that of two services");
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
    void customServicesStandBesideTheBuiltInOnes() {
        WebPaasConfiguration.get().setCustomServices(List.of(custom()));

        assertThat(WebPaasConfiguration.get().services())
                .extracting(Service::id)
                .containsExactly("ovhcloud", "platformsh", "upsun", "old-hosts");
        assertThat(WebPaasConfiguration.get().service("old-hosts"))
                .get()
                .extracting(service -> service.ssh().domains())
                .isEqualTo(List.of("*.platform.sh", "*.example.com"));
    }

    @Test
    void rememberedHostKeysSurviveARestart() {
        KnownHost host = KnownHost.parse("ssh.example.com ssh-ed25519 AAAA").orElseThrow();
        RememberedHostKeys.get().remember(Service.OVHCLOUD, host);

        assertThat(new RememberedHostKeys().remembered(Service.OVHCLOUD))
                .extracting(KnownHost::line)
                .containsExactly(host.line());
    }

    private static CustomService custom() {
        CustomService service = new CustomService("old-hosts", "Platform.sh, old hosts");
        service.setApiUrl("https://api.platform.sh");
        service.setAuthUrl("https://auth.api.platform.sh");
        service.setCertifierUrl("https://ssh.api.platform.sh");
        service.setSshDomains("*.platform.sh\n*.example.com");
        service.setKnownHosts("ssh.example.com ssh-ed25519 AAAA");
        service.setUnknownHosts(UnknownHosts.REMEMBER);
        service.setStrict(true);
        service.setSshOptions("ProxyJump bastion.example.com");
        return service;
    }
}
