package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A host of the service with an alias in the {@code ~/.ssh/config} of the node's user. Each command has a file system of its own as the
 * user's home, because ssh gets the home from the system and not from a variable.
 */
@RequiresProgram({"sshd", "unshare"})
class HostAliasTest {
    @TempDir
    private Path directory;

    private HostAndSession host;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                Command.of("unshare", "-m", "true").run().exit() == 0,
                "This test needs the permission to mount file systems");
        host = HostAndSession.known(directory, true);
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh prod echo hello",
                "ssh -- prod echo hello",
                "ssh -T prod -q 'echo hello'",
                "ssh -o User=nobody ssh://USER@prod 'echo hello' || ssh ssh://USER@prod 'echo hello'",
                "ssh PROD echo hello",
                "scp -q file prod:copy && scp -O -q prod:copy copied && cat copied",
                "ssh -o ControlMaster=auto -o ControlPath=socket -o ControlPersist=60 prod true && ssh -O exit -S socket prod && echo hello"
            })
    void hasTheSessionsIdentityAndHostKeys(String line) throws Exception {
        Files.writeString(directory.resolve("file"), "hello\n");

        assertThat(run("Host prod PROD\n  HostName SSH.service.test\n  User USER", line))
                .contains("hello\n");
        assertThat(host.sshd().logged()).contains("ID bot");
        assertThat(directory.resolve("socket")).doesNotExist();
    }

    @Test
    void theUsersConfigurationCannotDisableAnyCheck() {
        assertThat(run("""
                        Host prod
                          HostName ssh.service.test
                          User project--app
                          Port 2222
                          StrictHostKeyChecking no
                          UserKnownHostsFile /dev/null
                          IdentityFile ~/mine
                          ProxyCommand false
                        """, "ssh -G prod"))
                .contains(
                        "hostname 127.0.0.1\n",
                        "user project--app\n",
                        "port 2222\n",
                        "stricthostkeychecking true\n",
                        "userknownhostsfile " + host.session().directory() + "/known_hosts\n",
                        "identityagent " + host.session().directory() + "/agent\n",
                        "identityfile none\n")
                .doesNotContain("proxycommand");
    }

    @Test
    void otherAliasesKeepTheUsersConfiguration() {
        assertThat(run("Host prod\n  HostName ssh.elsewhere.test\n  StrictHostKeyChecking no", "ssh -G prod"))
                .contains("hostname ssh.elsewhere.test\n", "stricthostkeychecking false\n")
                .doesNotContain(host.session().directory().toString());
    }

    private String run(String config, String line) {
        String home = System.getProperty("user.home");
        return Command.of(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mount -t tmpfs none " + home + " && mkdir -m 700 " + home
                                + "/.ssh && printf '%s\\n' \"$CONFIG\" > " + home + "/.ssh/config && "
                                + line.replace("USER", HostAndSession.USER))
                .with(host.session().variables())
                .with(Map.of("CONFIG", config.replace("USER", HostAndSession.USER)))
                .in(directory)
                .run()
                .output();
    }
}
