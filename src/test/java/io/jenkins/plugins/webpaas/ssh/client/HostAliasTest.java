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
 * A host of the service by another name, from the {@code ~/.ssh/config} of the node's user. Each command has a file system of its
 * own in the place of that user's home, as ssh asks the system for the home, and not a variable.
 */
@RequiresProgram({"sshd", "unshare"})
class HostAliasTest {
    @TempDir
    private Path directory;

    private HostAndSession opened;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Command.of("unshare", "-m", "true").run().exit() == 0, "this user may not mount file systems");
        opened = HostAndSession.known(directory, true);
    }

    @AfterEach
    void stop() {
        if (opened != null) {
            opened.close();
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
        assertThat(opened.sshd().logged()).contains("ID bot");
        assertThat(directory.resolve("socket")).doesNotExist();
    }

    @Test
    void nothingOfTheUsersConfigurationSwitchesACheckOff() {
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
                        "userknownhostsfile " + opened.session() + "/known_hosts\n",
                        "identityagent " + opened.session() + "/agent\n",
                        "identityfile none\n")
                .doesNotContain("proxycommand");
    }

    @Test
    void otherAliasesAreTheUsersOwnBusiness() {
        assertThat(run("Host prod\n  HostName ssh.elsewhere.test\n  StrictHostKeyChecking no", "ssh -G prod"))
                .contains("hostname ssh.elsewhere.test\n", "stricthostkeychecking false\n")
                .doesNotContain(opened.session().toString());
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
                .with(opened.variables())
                .with(Map.of("CONFIG", config.replace("USER", HostAndSession.USER)))
                .in(directory)
                .run()
                .output();
    }
}
