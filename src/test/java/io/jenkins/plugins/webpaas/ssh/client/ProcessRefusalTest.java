package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.HostKeys;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SSH agent's process where it cannot serve a session. */
class ProcessRefusalTest {
    @TempDir
    private Path directory;

    @Test
    void noOtherProcessIsStartedForARequestThatTheProcessRefuses() throws Exception {
        Files.createDirectories(directory.resolve("agent/occupied"));
        AtomicInteger requests = new AtomicInteger();

        assertThatThrownBy(() -> AgentProcess.start(process -> {
                    requests.incrementAndGet();
                    return process.open(directory, HostKeys.trusted(Service.UPSUN.ssh(), List.of()));
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("agent");

        assertThat(requests).hasValue(1);
    }

    @Test
    void aSystemWithoutAFurtherThreadDoesNotKeepASessionFromTheProcess() throws Exception {
        ThreadFactory threads = task -> new Thread(null, task, "any", Long.MAX_VALUE); // a stack that no system has
        assertThatThrownBy(() -> threads.newThread(() -> {}).start()).isInstanceOf(OutOfMemoryError.class);

        AgentProcess.prepare(threads);

        assertThat(AgentProcess.<Boolean>start(process -> true)).isTrue();
    }

    /** Jenkins interrupts the thread of an aborted build. */
    @Test
    void anInterruptIsNotTakenForAProcessThatHangs() throws Exception {
        AgentProcess.start(process -> null);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> AgentProcess.start(process -> process.takeRefusals(List.of(directory))))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();

        Optional<Map<Path, List<String>>> answer =
                AgentProcess.find(process -> process.takeRefusals(List.of(directory)));
        assertThat(answer).hasValue(Map.of());
    }
}
