package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients with temporary known_hosts files of their own, for a service that remembers the keys of its hosts. */
@RequiresProgram("sshd")
class OwnKnownHostsTest {
    /** The options of Ansible and many scripts. */
    private static final String OWN = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null";

    @TempDir
    private Path directory;

    private HostAndSession host;

    @BeforeEach
    void start() throws Exception {
        host = HostAndSession.unknown(directory);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh OWN HOST echo hello",
                "ssh HOST OWN echo hello",
                "ssh -o GlobalKnownHostsFile=/dev/null OWN HOST echo hello",
                "ssh -ouserknownhostsfile=/dev/null -oStrictHostKeyChecking=no HOST echo hello",
                "scp -q OWN file HOST:TARGET; cat TARGET",
                "echo put file TARGET | sftp -q OWN HOST; cat TARGET",
                "GIT_SSH_COMMAND='ssh OWN' git ls-remote HOST:none; ssh OWN HOST echo hello"
            })
    void logInAndTheKeyIsRemembered(String line) throws Exception {
        Files.writeString(directory.resolve("file"), "hello\n");

        Command.Result result = host.shell(line.replace("OWN", OWN)
                        .replace("TARGET", directory.resolve("target").toString()))
                .run();

        assertThat(result.output()).endsWith("hello\n");
        assertThat(host.session().seenHosts()).singleElement().asString().startsWith("ssh.service.test ");
        assertThat(host.session().identity().takeRefusals()).isEmpty();
    }

    /** The full path avoids the session's ssh. */
    @Test
    void refusalOfAForeignClientNamesTheWayOut() {
        host.shell("/usr/bin/ssh -F \"$WEBPAAS_SSH_CONFIG\" " + OWN + " HOST true")
                .run();

        assertThat(host.session().identity().takeRefusals())
                .singleElement()
                .asString()
                .startsWith("a host that is not known as one of the service's (host key SHA256:")
                .contains(
                        "If the host is the service's, first connect to it with the session's ssh and without known_hosts of"
                                + " your own (UserKnownHostsFile), or have this key entered in the system configuration, behind"
                                + " the host's name: ")
                .satisfies(refusal -> assertThat(KnownHost.parseSeen(
                                "ssh.service.test " + refusal.substring(refusal.lastIndexOf("name: ") + 6)))
                        .isPresent());
    }
}
