package io.jenkins.plugins.webpaas.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.RequestGate;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.RemoteStandIn;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Tests when a command connects to the certifier. */
class CertifierConnectionTest {
    private static final Target MAIN = new Target(StandIn.PROJECT, "main");
    private static final RemoteCommand TRUE =
            new RemoteCommand(MAIN, new EnvironmentGuard(null), null, null, "true", null, false);

    @Test
    void connectsWhileTheEnvironmentIsRead() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (RemoteStandIn remote = new RemoteStandIn(true, Duration.ZERO, Duration.ofMinutes(1))) {
            Commands commands =
                    new Commands(remote.client(), new HostKeys(new MemoryHostKeyStore()), Clock.systemUTC());
            run(commands, remote);
            remote.auth().closeAll();
            await().until(() -> remote.auth().open() == 0);
            RequestGate gate = new RequestGate();
            remote.standIn().faults().add(Endpoint.ENVIRONMENT, Fault.held(gate).times(1));
            Future<Optional<CommandResult>> result = executor.submit(() -> run(commands, remote));
            gate.await();

            await().until(() -> remote.auth().connections() == 2);
            assertThat(remote.standIn().requests().count(Endpoint.ENVIRONMENT))
                    .as("the one before, and the one that is held")
                    .isEqualTo(2);
            gate.release();
            assertThat(result.get())
                    .hasValueSatisfying(ended -> assertThat(ended.status()).isZero());
        } finally {
            executor.shutdownNow();
        }
    }

    private static Optional<CommandResult> run(Commands commands, RemoteStandIn remote) throws Exception {
        return commands.run(
                remote.token(), TRUE, LocalCommands.INSTANCE, OutputStream.nullOutputStream(), sentence -> {});
    }
}
