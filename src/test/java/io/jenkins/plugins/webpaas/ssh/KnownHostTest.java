package io.jenkins.plugins.webpaas.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownHostTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /** sshd(8), SSH_KNOWN_HOSTS FILE FORMAT; ssh_config(5), PATTERNS. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssh.acme.example                   | ssh.acme.example  | true",
                "SSH.acme.example                   | ssh.acme.example  | true",
                "ssh.acme.example                   | SSH.ACME.example  | true",
                "ssh.acme.example                   | sshxacme.example  | false",
                "ssh.acme.example                   | ssh.acme.example. | false",
                "git.acme.example,ssh.acme.example  | ssh.acme.example  | true",
                "[ssh.acme.example]:2222            | ssh.acme.example  | true",
                "[*.acme.example]:2222              | ssh.acme.example  | true",
                "*.acme.example                     | ssh.acme.example  | true",
                "*.acme.example                     | ssh.other.example | false",
                "ssh-?.acme.example                 | ssh-1.acme.example | true",
                "ssh-?.acme.example                 | ssh-10.acme.example | false",
                "!ssh.acme.example,*.acme.example   | ssh.acme.example  | false",
                "*.acme.example,!ssh.acme.example   | ssh.acme.example  | false",
                "*.acme.example,!SSH.*              | ssh.acme.example  | false",
                "*.acme.example,![ssh.acme.example]:22 | ssh.acme.example | false",
                "!ssh.acme.example,*.acme.example   | git.acme.example  | true",
                "!ssh.acme.example                  | git.acme.example  | false",
                "ssh\\E.*\\Q.example                | ssh.acme.example  | false",
                "ssh.(acme.example                  | ssh.(acme.example | true",
            })
    void isForTheHostsThatSshTakesItFor(String names, String host, boolean expected) {
        assertThat(KnownHost.parse(names + " " + KEY).orElseThrow().isFor(host)).isEqualTo(expected);
    }

    @Test
    void aCommentIsNoPartOfIt() {
        assertThat(KnownHost.parse("  [ssh.Acme.example]:22  " + KEY + " comment\n*.acme.example " + KEY))
                .get()
                .extracting(KnownHost::line)
                .isEqualTo("[ssh.acme.example]:22 " + KEY);
    }
}
