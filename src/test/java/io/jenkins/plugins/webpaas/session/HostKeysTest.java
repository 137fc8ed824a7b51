package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostKeysTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String OTHER =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    private final List<String> stored = new ArrayList<>();
    private final HostKeys hostKeys = new HostKeys(new HostKeyStore() {
        @Override
        public List<String> remembered(Service service) {
            return stored;
        }

        @Override
        public void remember(Service service, List<String> lines) {
            stored.addAll(lines);
        }
    });

    @Test
    void theVendorsPublicRegionsArePinned() {
        assertThat(hostKeys.of(Service.PLATFORMSH))
                .hasSize(32)
                .flatExtracting(KnownHost::hosts)
                .contains("ssh.eu-5.platform.sh", "git.us-2.platform.sh");
        assertThat(hostKeys.of(Service.OVHCLOUD)).isEmpty();
    }

    @Test
    void theAdministratorsKeysPrecedeThePinnedList() {
        Service service = service(UnknownHosts.REFUSE, "ssh.eu-5.platform.sh " + KEY);

        assertThat(hostKeys.of(service))
                .filteredOn(host -> host.hosts().contains("ssh.eu-5.platform.sh"))
                .extracting(KnownHost::keyType)
                .containsExactly("ssh-ed25519");
        assertThat(hostKeys.of(service)).as("the other pinned hosts stay").hasSize(32);
    }

    @Test
    void theAdministratorsPatternAppliesToAllMatchingHosts() {
        Service service = service(
                UnknownHosts.REMEMBER,
                "!git.eu-5.platform.sh,*.EU-?.platform.sh,[*.us.platform.sh]:22 " + KEY,
                "ssh.eu-5.platform.sh " + OTHER);
        stored.add("ssh.eu-9.platform.sh " + OTHER);

        assertThat(hostKeys.of(service))
                .as("neither a key of another source nor a remembered key")
                .filteredOn(host -> Stream.of("ssh.eu-5", "git.eu-4", "ssh.us", "ssh.eu-9")
                        .anyMatch(name -> host.isFor(name + ".platform.sh")))
                .extracting(KnownHost::keyType)
                .containsOnly("ssh-ed25519")
                .hasSize(2);
        assertThat(hostKeys.of(service))
                .filteredOn(host -> host.isFor("git.eu-5.platform.sh") || host.isFor("ssh.us-2.platform.sh"))
                .as("pinned keys of hosts that the pattern does not match")
                .extracting(KnownHost::keyType)
                .containsExactly("ssh-rsa", "ssh-rsa");
        assertThat(hostKeys.learn(service, List.of("ssh.eu-8.platform.sh " + OTHER)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh.eu-9.upsun.com", "[ssh.eu-9.upsun.com]:2222", "SSH.EU-9.upsun.com"})
    void newHostsAreRemembered(String name) {
        assertThat(hostKeys.learn(Service.UPSUN, List.of(name + " " + KEY)))
                .containsExactly("Remembered the host key of ssh.eu-9.upsun.com, seen for the first time: "
                        + "SHA256:kmYcvdi2GkPeWxB6XLjrZB8JHsy2Hm8luHMFp9GMvqk");
        assertThat(stored).containsExactly("ssh.eu-9.upsun.com " + KEY);
        assertThat(hostKeys.of(Service.UPSUN))
                .filteredOn(host -> host.isFor("ssh.eu-9.upsun.com"))
                .hasSize(1);
    }

    @Test
    void theFirstOfTwoKeysOfAHostIsRemembered() {
        hostKeys.learn(Service.UPSUN, List.of("ssh.eu-9.upsun.com " + KEY, "[SSH.eu-9.upsun.com]:2222 " + OTHER));

        assertThat(stored).containsExactly("ssh.eu-9.upsun.com " + KEY);
    }

    /** The lines are: of OpenSSH, of ssh-keyscan, and with the name of another host. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssh.eu-9.platform.sh,203.0.113.7       | ProxyJump bastion    | ssh.eu-9.platform.sh",
                "[ssh.eu-9.platform.sh]:22              | ProxyJump bastion    | ssh.eu-9.platform.sh",
                "[ssh.eu-9.platform.sh]:2222,[::1]:2222 | Port 2222            | [ssh.eu-9.platform.sh]:2222",
                "bastion                                | HostKeyAlias bastion | bastion",
                "10.0.0.1                               | HostName 10.0.0.1    | 10.0.0.1",
                "10.0.0.1                               | HostName 10.0.0.1    | [10.0.0.1]:2222",
            })
    void noKeyIsRememberedForAHostOfTheAdministrator(String names, String option, String seen) {
        SshHosts hosts = new SshHosts(
                List.of("*.platform.sh"), List.of(names + " " + KEY), UnknownHosts.REMEMBER, false, List.of(option));
        Service service = with(hosts);

        assertThat(hostKeys.of(service))
                .filteredOn(host -> ("ssh-ed25519").equals(host.keyType()))
                .hasSize(1);
        assertThat(hostKeys.learn(service, List.of(seen + " " + OTHER))).isEmpty();
        assertThat(stored).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HostKeyAlias bastion", "HostName bastion", "HostName %h.lan"})
    void aKeyIsRememberedUnderTheNameThatSshLooksUp(String option) {
        Service service = with(new SshHosts(
                List.of("*.platform.sh"), List.of(), UnknownHosts.REMEMBER, false, List.of(option, "Port 2222")));
        String name = service.ssh().keyNames().of("ssh.eu-5.platform.sh");

        assertThat(hostKeys.of(service)).as("pinned keys are of other names").isEmpty();
        assertThat(hostKeys.learn(service, List.of(name + " " + KEY, "ssh.eu-5.platform.sh " + OTHER)))
                .hasSize(1);
        assertThat(hostKeys.of(service)).singleElement().matches(host -> host.isFor(name));
        assertThat(hostKeys.learn(service, List.of(name + " " + OTHER))).isEmpty();
    }

    @Test
    void anotherKeyForAKnownHostIsNotLearned() {
        Service service = service(UnknownHosts.REMEMBER);
        hostKeys.learn(service, List.of("ssh.eu-9.platform.sh " + KEY));

        assertThat(hostKeys.learn(service, List.of("ssh.eu-9.platform.sh " + OTHER, "ssh.eu-5.platform.sh " + OTHER)))
                .isEmpty();
        assertThat(stored).hasSize(1);
    }

    @Test
    void keysOfOtherHostsAndRubbishAreNotLearned() {
        Service service = service(UnknownHosts.REMEMBER);

        List<String> learned = hostKeys.learn(
                service,
                List.of(
                        "github.com " + KEY,
                        "ssh.eu-9.platform.sh,github.com " + KEY,
                        "* " + KEY,
                        "|1|x|y " + KEY,
                        "@cert-authority ssh.eu-9.platform.sh " + KEY,
                        "",
                        "rubbish"));

        assertThat(learned).isEmpty();
    }

    /** The hosts of Upsun below platform.sh are in the pinned list, and an earlier session saw ssh.eu-9.upsun.com. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh.eu-9.upsun.com KEY",
                "SSH.eu-9.upsun.com KEY",
                "SSH.eu-5.platform.sh KEY",
                "[ssh.eu-9.upsun.com]:2222 KEY",
                "[SSH.EU-5.platform.sh]:22 KEY",
                "*.upsun.com KEY",
                "*.platform.sh KEY",
                "ssh.eu-?.platform.sh KEY",
                "[*.upsun.com]:22 KEY",
                "!new.upsun.com KEY",
                "!new.upsun.com,*.upsun.com KEY",
                "new.upsun.com,ssh.eu-9.upsun.com KEY",
                "new.upsun.com,*.upsun.com KEY",
                "new.upsun.com KEY comment\n*.upsun.com KEY",
                "new.upsun.com KEY\n*.upsun.com KEY",
                "new.upsun.com KEY\r*.upsun.com KEY",
                "new.upsun.com\u2028*.upsun.com KEY",
                "\"new.upsun.com KEY",
                "new\\E.upsun.com KEY",
                "n\u00ebw.upsun.com KEY",
                "ss\u212a.eu-9.upsun.com KEY",
                "new.upsun.com. KEY",
                "new.upsun.com:22 KEY",
                "[new.upsun.com] KEY",
                "[new.upsun.com]:22222222222 KEY",
                "[new.upsun.com]:22\" KEY",
                "|1|x|y KEY",
                "@cert-authority new.upsun.com KEY",
                "@revoked ssh.eu-9.upsun.com KEY",
                "#.upsun.com KEY",
                "new.upsun.com ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB",
                "new.upsun.com ssh-ed25519 AAAA",
                "new.upsun.com ssh-ed25519 A",
                "new.upsun.com ssh-ed25519",
                "LONG.upsun.com KEY",
                "new.upsun.com KEYLONG",
            })
    void aLineThatSshDoesNotWriteIsNeitherLearnedNorTrusted(String line) {
        hostKeys.learn(Service.UPSUN, List.of("ssh.eu-9.upsun.com " + KEY));
        List<String> before = lines(Service.UPSUN);
        String hostile = line.replace("LONG", "a".repeat(100_000)).replace("KEY", OTHER);

        assertThat(hostKeys.learn(Service.UPSUN, List.of(hostile))).isEmpty();
        assertThat(stored).hasSize(1);

        stored.add(hostile); // saved by an earlier version
        assertThat(lines(Service.UPSUN)).isEqualTo(before);
    }

    @Test
    void aServiceThatRefusesUnknownHostsLearnsNone() {
        stored.add("ssh.eu-9.platform.sh " + KEY);
        Service service = service(UnknownHosts.REFUSE);

        assertThat(hostKeys.learn(service, List.of("ssh.eu-8.platform.sh " + KEY)))
                .isEmpty();
        assertThat(hostKeys.of(service)).hasSize(32);
    }

    private List<String> lines(Service service) {
        return hostKeys.of(service).stream().map(KnownHost::line).toList();
    }

    private static Service service(UnknownHosts unknown, String... knownHosts) {
        return with(new SshHosts(List.of("*.platform.sh"), List.of(knownHosts), unknown, false, List.of()));
    }

    private static Service with(SshHosts hosts) {
        return new Service("test", "Test", Service.PLATFORMSH.endpoints(), hosts, Service.PLATFORMSH.cli());
    }
}
