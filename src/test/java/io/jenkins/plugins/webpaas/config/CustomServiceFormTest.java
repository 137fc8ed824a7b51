package io.jenkins.plugins.webpaas.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checks of a service's form. */
class CustomServiceFormTest extends StandInJenkinsTest {
    private CustomService.DescriptorImpl form;

    @BeforeEach
    void findForm() {
        form = ExtensionList.lookupSingleton(CustomService.DescriptorImpl.class);
    }

    @Test
    void eachFieldShowsItsProblem() {
        assertThat(form.doCheckId("Old Hosts")).hasMessageStartingWith("Id: ");
        assertThat(form.doCheckId("-")).hasMessageContaining(", and begin with a letter or digit");
        assertThat(form.doCheckName(" ")).hasMessageStartingWith("Name: ");
        assertThat(form.doCheckApiUrl("")).hasMessageStartingWith("API URL: is missing");
        assertThat(form.doCheckAuthUrl("http://auth.example.com")).hasMessageStartingWith("Authorization URL: ");
        assertThat(form.doCheckCertifierUrl("ssh.example.com")).hasMessageStartingWith("Certifier URL: ");
        assertThat(form.doCheckClientId("a b")).hasMessageStartingWith("OAuth client id: ");
        assertThat(form.doCheckConsoleUrl("javascript:alert(1)")).hasMessageStartingWith("Console URL: ");
        assertThat(form.doCheckSshDomains("")).hasMessageStartingWith("SSH domains: is missing");
        assertThat(form.doCheckKnownHosts("AAAA", "*.a.example", "")).hasMessageStartingWith("Host keys: ");
        assertThat(form.doCheckSshOptions("Host *")).hasMessageStartingWith("SSH options: ");
        assertThat(form.doCheckCliCommand("/bin/x")).hasMessageStartingWith("CLI command: ");
        assertThat(form.doCheckCliEnvironmentPrefix("X")).hasMessageStartingWith("CLI environment prefix: ");
    }

    @Test
    void validFieldsShowNothing() {
        assertThat(form.doCheckId(" old-hosts ").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckKnownHosts(
                                "# ssh.a.example:22 SSH-2.0-OpenSSH_9.2\nssh.a.example ssh-ed25519"
                                        + " AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                "*.a.example",
                                "")
                        .kind)
                .as("output of ssh-keyscan")
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckId("old-hosts").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckName("Old hosts").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckCertifierUrl("").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckConsoleUrl("").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckSshDomains("*.a.example\n*.b.example").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckKnownHosts("", "", "").kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void hostKeysAreCheckedWithTheOtherFields() {
        String line =
                "ssh.a.example,203.0.113.7 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

        assertThat(form.doCheckKnownHosts(line, "*.a.example", "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckKnownHosts(line, "*.b.example", ""))
                .hasMessageContaining("OpenSSH looks for keys under: *.b.example");
        assertThat(form.doCheckKnownHosts(line, "*.a.example", "HostKeyAlias bastion"))
                .hasMessageContaining("OpenSSH looks for keys under: bastion");
        assertThat(form.doCheckKnownHosts(line, "", "Host *").kind)
                .as("the other field shows the problem")
                .isEqualTo(FormValidation.Kind.OK);
    }

    private FormValidation connect(String api, String auth, String clientId) {
        return form.doTestConnection("Stand-in", api, auth, "", clientId);
    }

    @Test
    void aServiceThatAnswers() {
        String url = standIn.apiUrl().toString();

        assertThat(connect(url, url, "platform-cli").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(standIn.requests().count(Endpoint.TOKEN)).isEqualTo(1);
        assertThat(standIn.requests().count(Endpoint.ME)).isEqualTo(1);
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isEqualTo(1);
    }

    @Test
    void aClientThatItDoesNotKnow() {
        String url = standIn.apiUrl().toString();

        assertThat(connect(url, url, "nobody"))
                .hasMessageContaining("Check the OAuth client id and the authorization URL");
    }

    @Test
    void aUrlOfAnotherServer() {
        String url = standIn.apiUrl().toString();

        assertThat(connect(url + "/elsewhere", url, "platform-cli"))
                .hasMessageStartingWith("Could not ask the API: Stand-in (127.0.0.1) answered 404");
        assertThat(connect("ftp://example.com", url, "platform-cli")).hasMessageStartingWith("API URL: ");
    }
}
