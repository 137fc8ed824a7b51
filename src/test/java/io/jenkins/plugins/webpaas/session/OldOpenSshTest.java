package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes with {@code ssh} programs of several versions. */
class OldOpenSshTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OpenSSH_7.4p1, OpenSSL 1.0.2k-fips 26 Jan 2017 | 7.4",
                "OpenSSH_6.6.1p1, OpenSSL 1.0.1 | 6.6",
                "OpenSSH_7.6p1 | ",
                "OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 | ",
                "OpenSSH_10.0p2 | ",
                "OpenSSH_for_Windows_8.1p1 | ",
                "Dropbear v2022.83 | "
            })
    void doesWithoutWhatItDoesNotKnow(String version, String old) throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.setPosixFilePermissions(
                Files.writeString(bin.resolve("ssh"), "#!/bin/sh\n[ \"$*\" = -V ] && echo '" + version + "' >&2\n"),
                PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder builder = NodeProcess.builder(
                NodeProcess.classes(NodeSessions.class), directory.resolve("job@tmp"), SshMode.FILES);
        builder.environment().put("PATH", bin + ":/usr/bin:/bin");
        Process node = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = node.inputReader()) {
            String certificate = new UserAuthority(Files.createDirectory(directory.resolve("authority")))
                    .sign(out.readLine(), "bot")
                    .line();
            String config = Files.readString(directory.resolve("job@tmp/webpaas-1/ssh_config"));
            node.getOutputStream().write((certificate + "\nPT1H\n").getBytes(StandardCharsets.UTF_8));
            node.getOutputStream().close();
            String notes = out.lines().toList().get(2);

            assertThat(config).contains("    StrictHostKeyChecking " + (old == null ? "accept-new" : "yes") + "\n");
            if (old == null) {
                assertThat(notes).isEqualTo("[]");
            } else {
                assertThat(config).doesNotContain("accept-new");
                assertThat(notes)
                        .startsWith("[The ssh of this node is OpenSSH " + old
                                + ". This node refuses hosts without a known key, because OpenSSH remembers host keys"
                                + " only from 7.6 on.");
            }
        } finally {
            node.destroy();
        }
    }
}
