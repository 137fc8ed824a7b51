package io.jenkins.plugins.webpaas.ssh.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.support.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start of the SSH agent's process. */
class ProcessStartTest {
    @TempDir
    private Path directory;

    /** A process that is about to end has the lock, but no socket any more. */
    @Test
    void waitsForAProcessThatIsAboutToEnd() throws Exception {
        ProcessDirectory processDirectory = new ProcessDirectory(directory);
        CompletableFuture<Void> start;
        try (ProcessDirectory.Lock ending = processDirectory.tryLock()) {
            assertThat(ending.isHeld()).isTrue();
            start = CompletableFuture.runAsync(() -> start(processDirectory));
            await().during(Duration.ofSeconds(1)).until(() -> !start.isDone());
            Files.delete(processDirectory.lock());
        }

        start.get(Patience.SECONDS, TimeUnit.SECONDS);

        assertThat(new SshAgentClient(processDirectory.socket()).takeRefusals(List.of()))
                .isEqualTo(Map.of());
        await().untilAsserted(() -> assertThat(directory).doesNotExist());
    }

    private static void start(ProcessDirectory processDirectory) {
        try {
            ProcessStart.run(processDirectory, NodeClasses.here().path());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
