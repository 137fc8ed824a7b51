package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.support.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session's commands on the {@code PATH}, with an {@code ssh} that prints its arguments. */
class SshCommandsTest {
    private static final String SYSTEM = ":/usr/bin:/bin";

    @TempDir
    private Path directory;

    private Path real;

    @BeforeEach
    void installSsh() throws Exception {
        real = Files.createDirectory(directory.resolve("real"));
        for (String command : List.of("ssh", "scp", "sftp")) {
            PrivateFiles.writeExecutable(
                    real.resolve(command),
                    "#!/bin/sh\nprintf '" + command + "'\nfor word in \"$@\"; do printf ' <%s>' \"$word\"; done\n"
                            + "printf ' PATH <%s>\\n' \"$PATH\"\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONFIG", "BIN", "COMMAND", "a b", "$PATH", "it's", "\\E", "&", "%s", "program", "*"})
    void aDirectoryOfAnyNameServes(String name) throws Exception {
        Path session = session(name);

        for (String command : List.of("ssh", "scp", "sftp")) {
            assertThat(Command.of(session.resolve("bin").resolve(command).toString(), "host", "echo  'x'")
                            .with(Map.of("PATH", session + "/bin:" + real + SYSTEM))
                            .output())
                    .isEqualTo(command
                            + (command.equals("ssh")
                                    ? " <-F> <" + session + "/ssh_config>"
                                    : " <-S> <" + session + "/bin/ssh>")
                            + " <host> <echo  'x'> PATH <" + real + SYSTEM + ">\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SESSION/bin",
                "SESSION/bin/",
                "SESSION//bin",
                "SESSION/./bin",
                "SESSION/home/../bin",
                "link",
                "./link/",
                "BASE/link",
                ".:SESSION/bin:link:SESSION/bin/",
                "SESSION/bin:OTHER/bin",
                "OTHER/bin:SESSION/bin",
                "OTHER/bin:SESSION/bin:OTHER/bin/"
            })
    void noCommandCallsItselfWhateverThePath(String path) throws Exception {
        Path session = session("one");
        Path other = session("two");
        Files.createDirectory(session.resolve("home"));
        Files.createSymbolicLink(directory.resolve("link"), session.resolve("bin"));
        String written = path.replace("SESSION", session.toString())
                .replace("OTHER", other.toString())
                .replace("BASE", directory.toString());

        assertThat(Command.of("sh", "-c", "ssh host")
                        .with(Map.of("PATH", written + ":" + real + SYSTEM))
                        .in(directory)
                        .output())
                .startsWith("ssh <-F> ")
                .contains("<host>")
                .doesNotContain("link")
                .endsWith(real + SYSTEM + ">\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "."})
    void theCurrentDirectoryIsNoWayBack(String here) throws Exception {
        Path session = session("one");

        assertThat(Command.of("sh", "-c", "ssh host")
                        .with(Map.of("PATH", here + ":" + real + SYSTEM))
                        .in(session.resolve("bin"))
                        .output())
                .endsWith("<host> PATH <" + real + SYSTEM + ">\n");
    }

    @Test
    void aCopyDoesNotCallItselfEither() throws Exception {
        Path session = session("one");
        Path copies = Files.createDirectory(directory.resolve("copies"));
        Files.copy(session.resolve("bin/ssh"), copies.resolve("ssh"), StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(Command.of("sh", "-c", "ssh host")
                        .with(Map.of("PATH", copies + ":" + session + "/bin:" + real + SYSTEM))
                        .output())
                .endsWith("<host> PATH <" + real + SYSTEM + ">\n");
    }

    /** An empty {@code PATH} would mean the current directory, which the build controls. */
    @Test
    void withoutAnyOtherDirectoryTheSystemPathIsUsed() throws Exception {
        Path session = session("one");
        PrivateFiles.writeExecutable(directory.resolve("ssh"), "#!/bin/sh\necho wrong\n");

        assertThat(Command.of(session.resolve("bin/ssh").toString(), "-V")
                        .with(Map.of("PATH", session + "/bin"))
                        .in(directory)
                        .output())
                .contains("OpenSSH");
    }

    private Path session(String name) throws IOException {
        Path session = directory.resolve(name).resolve("webpaas-1");
        Files.createDirectories(session.getParent());
        PrivateFiles.claimDirectory(session);
        SshConfig hosts = new SshConfig(session, HostKeys.trusted(Service.UPSUN.ssh(), List.of()));
        SshCommands.write(session, hosts, new FileIdentity(session));
        return session;
    }
}
