package io.jenkins.plugins.webpaas.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.support.Command;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which host keys of an administrator count, and for which names. Every other key is refused. */
class SshHostsTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssh.fr.acme.example                             | ssh.fr.acme.example",
                "SSH.fr.acme.example                             | ssh.fr.acme.example",
                "ssh.fr.acme.example,203.0.113.7                 | ssh.fr.acme.example",
                "203.0.113.7,ssh.fr.acme.example,2001:db8::1     | ssh.fr.acme.example",
                "ssh.fr.acme.example,git.fr.acme.example         | ssh.fr.acme.example,git.fr.acme.example",
                "[ssh.fr.acme.example]:22                        | ssh.fr.acme.example",
                "[ssh.fr.acme.example]:22,[203.0.113.7]:22       | ssh.fr.acme.example",
                "[ssh.fr.acme.example]:2222,[203.0.113.7]:2222   | ssh.fr.acme.example",
                "ssh.fr.acme.example,github.com                  | ssh.fr.acme.example",
                "*.acme.example                                  | *.acme.example",
                "*.fr.acme.example,*                             | *.fr.acme.example,*",
                "*.fr.acme.example,*.com                         | *.fr.acme.example",
                "!git.fr.acme.example,*.fr.acme.example          | !git.fr.acme.example,*.fr.acme.example",
                "git-?.acme.example,!203.0.113.*                 | git-?.acme.example,!203.0.113.*",
                "one.example                                     | one.example",
                "*.example                                       | *.example",
                "o??.example,!two.example                        | o??.example,!two.example",
            })
    void aLineCountsForTheHostsOfTheServiceThatItNames(String names, String countingNames) {
        SshHosts hosts = hosts(List.of(names + " " + KEY + " a comment"), "ProxyJump bastion.example");

        assertThat(hosts.hostKeys()).singleElement().extracting(KnownHost::line).isEqualTo(countingNames + " " + KEY);
        assertThat(hosts.knownHosts()).containsExactly(names + " " + KEY + " a comment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "github.com",
                "203.0.113.7",
                "acme.example",
                "ssh.fr.acme.example.",
                "ssh.fr.acme.example:22",
                "evilacme.example",
                "ssh.*",
                "*.com",
                "!ssh.fr.acme.example",
                "!ssh.fr.acme.example,ssh.fr.acme.example",
                "!*.example,*.acme.example",
                "!one.example,one.example",
            })
    void aLineThatCountsForNoHostIsRefused(String names) {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> hosts(List.of(names + " " + KEY)))
                .withMessage("knownHosts: '"
                        + (names + " " + KEY).substring(0, 80)
                        + "…' names no host of the service. With its SSH domains and options (HostKeyAlias, HostName), OpenSSH"
                        + " looks for keys under: *.acme.example, one.example")
                .satisfies(e -> assertThat(e.field()).isEqualTo("knownHosts"));
    }

    /** An exception names no host, although the pattern beside it matches the text of the exception. */
    @Test
    void anExceptionFromAPatternForAllHostsNamesNoHost() {
        List<String> lines = List.of("*,!ssh.fr.acme.example " + KEY);

        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> new SshHosts(List.of("*.acme.example"), lines, UnknownHosts.REFUSE, false, List.of()))
                .withMessageContaining("names no host of the service");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HostKeyAlias bastion",
                "hostkeyalias=Bastion",
                "HostKeyAlias = \"bastion\"",
                "HostKeyAlias   bastion # of the network",
                "HostName bastion",
            })
    void aKeyOfAnAliasCountsEvenIfThatIsOutsideOfTheDomains(String option) {
        SshHosts hosts = hosts(
                List.of("[bastion]:2222,203.0.113.7,one.example " + KEY), "Port 2222", option, "HostName 10.0.0.1");

        assertThat(hosts.hostKeys()).singleElement().extracting(KnownHost::line).isEqualTo("bastion " + KEY);
        assertThat(hosts.keyNames().of("ssh.fr.acme.example")).isEqualTo("bastion");
        assertThat(hosts.keyNames().hosts(hosts.hostKeys().get(0)))
                .as("the key is that of all hosts")
                .containsExactly("*.acme.example", "one.example");
    }

    @Test
    void withAnAliasAKeyOfAHostsOwnNameIsRefused() {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> hosts(List.of("ssh.fr.acme.example " + KEY), "HostKeyAlias bastion"))
                .withMessageStartingWith("knownHosts: 'ssh.fr.acme.example ssh-ed25519 ")
                .withMessageEndingWith("OpenSSH looks for keys under: bastion");
    }

    @Test
    void keysOfHostsThatAreReachedUnderOtherNamesAreOfThose() {
        SshHosts hosts = hosts(
                List.of("a-ssh.fr.acme.example.lan " + KEY, "!a-git.acme.example.lan,a-*.acme.example.lan " + KEY),
                "HostName a-%h.lan");

        assertThat(hosts.keyNames().of("SSH.fr.acme.example")).isEqualTo("a-ssh.fr.acme.example.lan");
        assertThat(hosts.keyNames().hosts(hosts.hostKeys().get(0))).containsExactly("ssh.fr.acme.example");
        assertThat(hosts.keyNames().hosts(hosts.hostKeys().get(1)))
                .containsExactly("!git.acme.example", "*.acme.example");
        for (String other : List.of("ssh.fr.acme.example", "b-ssh.fr.acme.example.lan", "a-.acme.example.lan")) {
            assertThatExceptionOfType(InvalidFieldException.class)
                    .as(other)
                    .isThrownBy(() -> hosts(List.of(other + " " + KEY), "HostName a-%h.lan"));
        }
    }

    @Test
    void aLineThatOpenSshDoesNotReadIsRefusedWithTheReason() {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> hosts(List.of("|1|abc|def " + KEY)))
                .withMessageStartingWith("knownHosts: '|1|abc|def ssh-ed25519")
                .withMessageContaining("' is not a line of known_hosts with host names in clear");
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> hosts(List.of("one.example ssh-ed25519 AAAA")))
                .withMessageStartingWith(
                        "knownHosts: 'one.example ssh-ed25519 AAAA' has no complete key of the type 'ssh-ed25519'");
    }

    @Test
    void whatBecomesOfUnknownHostsHasToBeSaid() {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> SshHosts.of(List.of("one.example"), null))
                .withMessageStartingWith("unknownHosts: is missing");
    }

    private static SshHosts hosts(List<String> knownHosts, String... options) {
        return new SshHosts(
                List.of("*.acme.example", "one.example"),
                knownHosts,
                UnknownHosts.REMEMBER,
                false,
                Stream.of(options).toList());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "Port abc | 'Port abc' has no port. Enter a number from 1 to 65535",
                "Port 0 | 'Port 0' has no port. Enter a number from 1 to 65535",
                "Port 65536 | 'Port 65536' has no port. Enter a number from 1 to 65535",
                "ProxiJump bastion | 'ProxiJump' is no option of ssh_config, and ssh would refuse the session's whole configuration. Correct the option",
            })
    void anOptionAtWhichSshWouldStopIsRefused(String option, String problem) {
        assertThatThrownBy(() ->
                        new SshHosts(List.of("*.service.test"), List.of(), UnknownHosts.REFUSE, false, List.of(option)))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessage("sshOptions: " + problem);
        assertThat(Command.of("ssh", "-G", "-o", option, "host").run().exit()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Port 22", "port=2222", "PROXYJUMP bastion", "ConnectTimeout  5"})
    void anOptionThatSshKnowsIsTaken(String option) {
        assertThat(new SshHosts(List.of("*.service.test"), List.of(), UnknownHosts.REFUSE, false, List.of(option))
                        .options())
                .containsExactly(option);
    }
}
