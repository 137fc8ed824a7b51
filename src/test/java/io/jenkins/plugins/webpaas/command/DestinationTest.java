package io.jenkins.plugins.webpaas.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

    @Test
    void isWhereTheEnvironmentSays() throws IOException {
        assertThat(Destination.of(Service.PLATFORMSH, "abc-main-x--app@ssh.EU-5.platform.sh"))
                .isEqualTo(new Destination("abc-main-x--app", "ssh.eu-5.platform.sh", "ssh.eu-5.platform.sh", 22, null))
                .hasToString("abc-main-x--app@ssh.eu-5.platform.sh");
    }

    @Test
    void theServicesOwnOptionsLeadThereInAnotherWay() throws IOException {
        Service service = service("hostname 127.0.0.1", "Port=2222", "HostKeyAlias  ssh.acme.example", "Port 3");

        assertThat(Destination.of(service, "x@ssh.acme.example"))
                .isEqualTo(new Destination("x", "ssh.acme.example", "127.0.0.1", 2222, "ssh.acme.example"));
    }

    @Test
    void itsKeyGoesByTheNameThatOpenSshHasForIt() throws IOException {
        for (List<String> options : List.of(
                List.<String>of(),
                List.of("HostName 127.0.0.1", "Port 2222"),
                List.of("HostName 127.0.0.1", "HostKeyAlias bastion"))) {
            Service service = service(options.toArray(String[]::new));
            assertThat(Destination.of(service, "x@SSH.acme.example").name())
                    .isEqualTo(service.ssh().keyNames().of("ssh.acme.example"));
        }
    }

    @Test
    void aPortIsPartOfTheNameUnderWhichAKeyIsKnownUnlessThereIsAnAlias() throws IOException {
        assertThat(Destination.of(service("Port 2222"), "x@ssh.acme.example").knownAs())
                .isEqualTo("[ssh.acme.example]:2222");
        for (String alias : List.of("a.acme.example", "ssh.acme.example")) {
            assertThat(Destination.of(service("Port 2222", "HostKeyAlias " + alias), "x@ssh.acme.example")
                            .knownAs())
                    .isEqualTo(alias);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ProxyJump bastion.acme.example",
                "ProxyCommand nc %h %p",
                "HostName %h.internal",
                "HostName \"127.0.0.1\"",
                "Ciphers aes128-ctr",
            })
    void anOptionThatOnlySshKnowsIsNamedWithTheWayOut(String option) {
        assertThatThrownBy(() -> Destination.of(service(option), "x@ssh.acme.example"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("'" + option + "' of ACME")
                .hasMessageContaining("$WEBPAAS_SSH_URL");
    }

    @Test
    void anotherHostIsNotTheServices() {
        assertThatThrownBy(() -> Destination.of(Service.PLATFORMSH, "x@ssh.evil-platform.sh"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("ssh.evil-platform.sh is not a host of Platform.sh");
    }

    private static Service service(String... options) {
        Service plain = Service.PLATFORMSH;
        SshHosts hosts =
                new SshHosts(List.of("*.acme.example"), List.of(), UnknownHosts.REFUSE, false, List.of(options));
        return new Service("acme", "ACME", plain.endpoints(), hosts, plain.cli());
    }
}
