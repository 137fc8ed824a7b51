package io.jenkins.plugins.webpaas.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;

/** Runs commands in the containers of a stand-in. */
abstract class StandInCommands {
    static final Target MAIN = new Target(StandIn.PROJECT, "main");

    final StandIn standIn = StandIn.start();
    final StandInEnvironment main = standIn.world().project(StandIn.PROJECT).environment("main");
    private final HostKeys hostKeys = new HostKeys(new MemoryHostKeyStore());
    final Commands commands = new Commands(StandInService.client(Clock.systemUTC()), hostKeys, Clock.systemUTC());
    final LocalCommands localCommands = new LocalCommands(Duration.ofSeconds(1));
    final CommandLog log = new CommandLog();
    final List<String> messages = new ArrayList<>();
    final ExecutorService executor = Executors.newSingleThreadExecutor();
    Service service = StandInService.of(standIn);

    @AfterEach
    void nothingIsLeft() {
        executor.shutdownNow();
        assertThat(localCommands.isIdle()).isTrue();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("sshj")));
        standIn.close();
    }

    final CommandResult run(String line) throws IOException, InterruptedException {
        return run(command(line, null, false));
    }

    final CommandResult run(RemoteCommand command) throws IOException, InterruptedException {
        return commands.run(token(), command, localCommands, log, messages::add).orElseThrow();
    }

    final Future<CommandResult> begin(String line) {
        return begin(command(line, null, false));
    }

    final Future<CommandResult> begin(RemoteCommand command) {
        return executor.submit(() -> run(command));
    }

    static RemoteCommand command(String line, Duration timeout, boolean keepsStdout) {
        return new RemoteCommand(MAIN, new EnvironmentGuard(null), null, null, line, timeout, keepsStdout);
    }

    final ApiToken token() {
        return new ApiToken(service, StandIn.API_TOKEN);
    }

    final NetworkRelay relay() throws IOException {
        NetworkRelay relay = new NetworkRelay(standIn.sshPort());
        service = at(relay.port(), List.of());
        return relay;
    }

    /** Returns the stand-in's service with its SSH host at another port. */
    final Service at(int port, List<String> knownHosts) {
        return at(List.of("HostName 127.0.0.1", "Port " + port, "HostKeyAlias " + standIn.sshHost()), knownHosts);
    }

    final Service at(List<String> options, List<String> knownHosts) {
        Service real = StandInService.of(standIn);
        SshHosts hosts = new SshHosts(real.ssh().domains(), knownHosts, UnknownHosts.REMEMBER, false, options);
        return new Service(real.id(), real.name(), real.endpoints(), hosts, real.cli());
    }

    /** Writes a line to a pipe from which a command reads. */
    final void openGate(String pipe) throws IOException {
        Files.write(main.directory("app").resolve(pipe), "\n".getBytes(StandardCharsets.UTF_8));
    }

    final Path pid() {
        return main.directory("app").resolve("pid");
    }

    final ProcessHandle process() throws IOException {
        await().until(() -> Files.exists(pid()) && Files.size(pid()) > 0);
        return ProcessHandle.of(Long.parseLong(Files.readString(pid()).trim())).orElseThrow();
    }
}
