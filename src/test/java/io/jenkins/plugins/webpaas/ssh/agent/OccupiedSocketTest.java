package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import io.jenkins.plugins.webpaas.support.FullSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build's program that listens at the SSH agent's socket, accepts no client, and has a full queue of waiting clients. */
class OccupiedSocketTest {
    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private Path home;
    private FullSocket program;

    @BeforeEach
    void occupy() throws Exception {
        home = Files.createDirectory(
                directory.resolve("s"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        program = new FullSocket(home.resolve(SshAgent.SOCKET));
    }

    @AfterEach
    void leave() throws Exception {
        executor.shutdownNow();
        program.close();
    }

    @Test
    void isNoSshAgentAndDelaysNoCheck() throws Exception {
        assertThat(executor.submit(() -> PrivateSocket.isServed(home.resolve(SshAgent.SOCKET)))
                        .get(1, TimeUnit.MINUTES))
                .isFalse();
    }

    @Test
    void isReplacedByAnSshAgent() throws Exception {
        try (SshAgent agent = executor.submit(() -> SshAgent.start(home, hostKey -> false, false))
                .get(1, TimeUnit.MINUTES)) {
            assertThat(agent.isOpen()).isTrue();
            assertThat(executor.submit(() -> PrivateSocket.isServed(home.resolve(SshAgent.SOCKET)))
                            .get(1, TimeUnit.MINUTES))
                    .isTrue();
        }
    }
}
