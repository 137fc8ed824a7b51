package io.jenkins.plugins.webpaas.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.support.Command;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests lines of {@code known_hosts} with the rules of OpenSSH. */
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
                "*                                  | ssh.acme.example  | true",
                "*.acme.*                           | ssh.acme.example  | true",
                "s*h.a*e.*example                   | ssh.acme.example  | true",
                "s*h.a*e.*examples                  | ssh.acme.example  | false",
                "ssh.acme.example?                  | ssh.acme.example  | false",
                "ssh.acme.example*                  | ssh.acme.example  | true",
                "2001:db8::1,[2001:db8::2]:2222     | 2001:db8::2       | true",
            })
    void isForTheHostsThatSshTakesItFor(String names, String host, boolean expected) {
        assertThat(KnownHost.parse(names + " " + KEY).isFor(host)).isEqualTo(expected);
    }

    @Test
    void anAuthorityIsOne() {
        KnownHost authority = KnownHost.parse(" @cert-authority\t[*.Acme.example]:22 " + KEY + " comment");

        assertThat(authority.isAuthority()).isTrue();
        assertThat(authority.line()).isEqualTo("@cert-authority *.acme.example " + KEY);
        assertThat(KnownHost.parse("ssh.acme.example " + KEY).isAuthority()).isFalse();
    }

    @Test
    void aRevokedKeyIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> KnownHost.parse("@revoked ssh.acme.example " + KEY))
                .hasMessageContaining("only the entered keys of a host are accepted");
    }

    @Test
    void aCommentAndAPortAreNoPartOfIt() {
        assertThat(KnownHost.parse("  [ssh.Acme.example]:22\t " + KEY + " comment of a user "))
                .extracting(KnownHost::line)
                .isEqualTo("ssh.acme.example " + KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|1|abc|def KEY",
                "@cert-authority KEY",
                "@cert-authorityssh.acme.example KEY",
                "@other ssh.acme.example KEY",
                "ssh.acme.example",
                "ssh.acme.example ssh-ed25519",
                "# comment",
                "",
                ", KEY",
                ",ssh.acme.example KEY",
                "ssh.acme.example, KEY",
                "ssh.acme.example,,git.acme.example KEY",
                "\"ssh.acme.example KEY",
                "ssh\\E.acme.example KEY",
                "ssh.(acme.example KEY",
                "s\u00ebh.acme.example KEY",
                "[ssh.acme.example] KEY",
                "[ssh.acme.example]:port KEY",
                "!!ssh.acme.example KEY",
                "ssh.acme.example KEY\n*.acme.example KEY",
                "ssh.acme.example KEY comment\r*.acme.example KEY",
                "ssh.acme.example\nKEY",
            })
    void anythingButALineOfKnownHostsIsRefused(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownHost.parse(line.replace("KEY", KEY)))
                .withMessageStartingWith("knownHosts: '")
                .withMessageContaining("' is not a line of known_hosts with host names in clear");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh-ed25519 AAAA",
                "ssh-ed25519 A",
                "ssh-ed25519 ====",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAHwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAABwDFX6XFX6U=",
                "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==",
                "ssh-foo AAAAB3NzaC1mb28=",
                "ssh-dss AAAAB3NzaC1kc3M=",
                "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBA==",
            })
    void aKeyThatOpenSshDoesNotReadIsRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownHost.parse("ssh.acme.example " + key))
                .withMessageStartingWith("knownHosts: '")
                .withMessageContaining(
                        "' has no complete key of the type '" + key.split(" ")[0] + "'. Copy the whole line");
    }

    @ParameterizedTest
    @CsvSource({"ed25519,256", "rsa,1024", "rsa,3072", "ecdsa,256", "ecdsa,384", "ecdsa,521"})
    void keysOfOpenSshAreRead(String type, String bits, @TempDir Path directory) throws Exception {
        String line = "ssh.acme.example " + generate(type, bits, directory);

        assertThat(KnownHost.parse(line).line()).isEqualTo(line);
        assertThat(KnownHost.parseSeen(line)).isPresent();
    }

    @Test
    void aPointBesideItsCurveIsNoKey(@TempDir Path directory) throws Exception {
        String[] key = generate("ecdsa", "256", directory).split(" ");
        byte[] data = Base64.getDecoder().decode(key[1]);
        data[data.length - 1] ^= 1;
        String beside = Base64.getEncoder().encodeToString(data);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownHost.parse("ssh.acme.example " + key[0] + " " + beside));
    }

    @ParameterizedTest
    @CsvSource({"8008,true", "8016,false"})
    void ofANodesKeysThoseOfMoreThanOneKibibyteAreLeftOut(int bits, boolean expected) {
        byte[] modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE).toByteArray();
        byte[] key = new SshWriter()
                .writeText("ssh-rsa")
                .writeString(new byte[] {1, 0, 1})
                .writeString(modulus)
                .toByteArray();
        String line = "ssh.acme.example ssh-rsa " + Base64.getEncoder().encodeToString(key);

        assertThat(KnownHost.parse(line).key()).isEqualTo(key);
        assertThat(KnownHost.parseSeen(line).isPresent())
                .as("of %d bytes", key.length)
                .isEqualTo(expected);
    }

    /** Returns type and data of a new key. */
    private static String generate(String type, String bits, Path directory) throws IOException {
        Path file = directory.resolve("key");
        Command.of("ssh-keygen", "-q", "-t", type, "-b", bits, "-N", "", "-C", "", "-f", file.toString())
                .output();
        return Files.readString(directory.resolve("key.pub")).trim();
    }
}
