package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file to which ssh adds the keys of new hosts, after changes by a build. */
class SshConfigTest {
    private static final String LINE =
            "ssh.acme.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    @TempDir
    private Path directory;

    private Path seen;
    private SshConfig config;

    @BeforeEach
    void write() throws IOException {
        seen = directory.resolve("known_hosts.seen");
        config = new SshConfig(
                directory, HostKeys.trusted(SshHosts.of(List.of("*.acme.example"), UnknownHosts.REMEMBER), List.of()));
    }

    @Test
    void onlyTheBeginningOfALargeFileIsRead() throws IOException {
        Files.write(seen, Collections.nCopies(100_000, LINE));

        assertThat(config.hosts().seen().size()).isBetween(600, 700);
        assertThat(config.hosts().seen()).startsWith(LINE, LINE);
    }

    @Test
    void aLineThatIsNoTextDoesNotHideTheOthers() throws IOException {
        Files.writeString(seen, "\u00ff\n" + LINE, StandardCharsets.ISO_8859_1);

        assertThat(config.hosts().seen()).hasSize(2).endsWith(LINE);
    }

    @Test
    @Timeout(value = Patience.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeIsNotWaitedFor() {
        Command.of("mkfifo", seen.toString()).output();

        assertThat(config.hosts().seen()).isEmpty();
    }
}
