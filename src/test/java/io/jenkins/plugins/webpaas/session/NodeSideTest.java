package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The classes that a node loads, in a JVM that has no others. */
class NodeSideTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(
            value = SshMode.class,
            names = {"AGENT", "FILES"})
    void aNodeLoadsTheJdkAndOurOwnClassesAlone(SshMode mode) throws Exception {
        Path loaded = directory.resolve("loaded");
        Path base = directory.resolve("tmp");
        Process node = start(base, mode, "-Xlog:class+load:file=" + loaded);
        try (BufferedReader out = node.inputReader();
                BufferedWriter in = node.outputWriter()) {
            Certificate certificate = new UserAuthority(Files.createDirectory(directory.resolve("authority")))
                    .sign(out.readLine(), "bot");
            in.write(certificate.line() + "\nPT1H\n");
            in.flush();
            assertThat(out.readLine()).isEqualTo(mode.toString());
            String socket = out.readLine() + "/agent";
            if (mode == SshMode.AGENT) {
                assertThat(Command.of("ssh-add", "-l")
                                .with(Map.of("SSH_AUTH_SOCK", socket))
                                .output())
                        .contains("bot (ED25519-CERT)");
            }
        }
        assertThat(node.waitFor()).isZero();
        assertThat(base).isEmptyDirectory();

        List<String> ours = Files.readAllLines(loaded).stream()
                .filter(line -> line.contains("source: ") && line.contains("file:"))
                .toList();
        assertThat(ours)
                .hasSizeBetween(15, 55)
                .allMatch(line -> line.contains(" io.jenkins.plugins.webpaas."))
                .noneMatch(line -> line.contains("webpaas.client."));
        assertThat(Files.readAllLines(loaded))
                .noneMatch(line ->
                        line.matches(".* (okhttp3|okio|kotlin|com\\.fasterxml|org\\.bouncycastle|net\\.schmizz)\\..*"));
    }

    @Test
    void aNodeWithoutUnixSocketsHasFiles() throws Exception {
        Path base = directory.resolve("tmp");
        Process node =
                start(base, SshMode.AGENT, "-Djava.nio.channels.spi.SelectorProvider=" + NoUnixSockets.class.getName());
        try (BufferedReader out = node.inputReader();
                BufferedWriter in = node.outputWriter()) {
            Certificate certificate = new UserAuthority(Files.createDirectory(directory.resolve("authority")))
                    .sign(out.readLine(), "bot");
            in.write(certificate.line() + "\nPT1H\n");
            in.flush();

            assertThat(out.readLine()).isEqualTo("files");
            out.readLine();
            assertThat(base).isDirectoryRecursivelyContaining("glob:**/id_ed25519");
        }
        assertThat(node.waitFor()).isZero();
        assertThat(base).isEmptyDirectory();
    }

    private static Process start(Path base, SshMode mode, String option) throws Exception {
        return NodeProcess.start(NodeProcess.classes(NodeSessions.class), base, mode, option);
    }
}
