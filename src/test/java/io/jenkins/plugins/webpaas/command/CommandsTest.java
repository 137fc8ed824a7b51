package io.jenkins.plugins.webpaas.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.ssh.HostKeys;
import io.jenkins.plugins.webpaas.ssh.InvalidCertificateException;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.CertificateAuthority;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Environment;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands in the stand-in's containers. */
class CommandsTest {
    private static final Target MAIN = new Target(StandIn.PROJECT, "main");

    private final StandIn standIn = StandIn.start();
    private final Environment main = standIn.world().project(StandIn.PROJECT).environment("main");
    private final HostKeys hostKeys = new HostKeys(new MemoryHostKeyStore());
    private final Commands commands =
            new Commands(StandInService.client(Clock.systemUTC()), hostKeys, Clock.systemUTC());
    private final CommandsHere here = new CommandsHere(Duration.ofSeconds(1));
    private final CommandLog log = new CommandLog();
    private final List<String> said = new ArrayList<>();
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private Service service = StandInService.of(standIn);

    @AfterEach
    void nothingIsLeft() {
        executor.shutdownNow();
        assertThat(here.isIdle()).isTrue();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("sshj")));
        standIn.close();
    }

    @Test
    void runsInTheContainerAndTellsItsStatus() throws Exception {
        Ended ended = run("echo $PLATFORM_BRANCH $PLATFORM_APPLICATION_NAME; cat; exit 3");

        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.stdout()).isNull();
        assertThat(log.text()).isEqualTo("main app\n");
        assertThat(said)
                .containsExactly(
                        "Running on " + main.sshUser("app") + "@ssh.eu-1.standin.test",
                        "Remembered the host key of ssh.eu-1.standin.test, seen for the first time: "
                                + said.get(1).substring(said.get(1).indexOf("SHA256:")));
        assertThat(standIn.ssh().sessions()).hasSize(1);
    }

    @Test
    void keepsStdoutWhereItIsWanted() throws Exception {
        Ended ended = run(command("printf 'ä\\nb'; echo warning >&2", null, true));

        assertThat(ended.stdout()).isEqualTo("ä\nb");
        assertThat(log.text()).isEqualTo("warning\n");
    }

    @Test
    void showsEachLineAsItComesInOrderOfArrival() throws Exception {
        Future<Ended> running = begin(
                "mkfifo one two three; echo one; read x < one; echo two >&2; read x < two; echo three; read x < three; echo four >&2");
        StringBuilder expected = new StringBuilder();
        for (String line : List.of("one", "two", "three")) {
            log.awaitText(expected.append(line).append('\n').toString());
            openGate(line);
        }

        assertThat(running.get().status()).isZero();
        assertThat(log.text()).isEqualTo("one\ntwo\nthree\nfour\n");
    }

    @Test
    void aCharacterThatComesInTwoPiecesStaysOne() throws Exception {
        Future<Ended> running = begin("mkfifo go; printf '\\303'; echo waiting >&2; read x < go; printf '\\244\\n'");
        log.awaitText("waiting\n");
        openGate("go");
        running.get();

        assertThat(log.text()).isEqualTo("waiting\nä\n");
    }

    @Test
    void hasRoomForAllThatIsWritten() throws Exception {
        Ended ended = run("seq 1 800000; seq 1 100000 >&2");

        assertThat(ended.status()).isZero();
        assertThat(log.size()).isGreaterThan(6_000_000);
        assertThat(log.text().lines()).hasSize(900_000);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"app, -, app", "app, queue, app--queue", "-, queue, app--queue", "-, -, app"})
    void findsAppsAndWorkers(String app, String worker, String container) throws Exception {
        run(new RemoteCommand(MAIN, new EnvironmentGuard(null), app, worker, "basename $PWD", null, false));

        assertThat(log.text()).isEqualTo(container + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "main | web | -    | app: there is no 'web' in environment 'main'. There are: app, app--queue",
                "main | -   | mail | worker: there is no 'mail' in environment 'main'. There are: app, app--queue",
                "main | web | mail | worker: there is no 'mail' of app 'web' in environment 'main'",
                "old  | -   | -    | environment: 'old' is inactive, so no container runs in it. Activate it first",
            })
    void namesWhatLeadsNowhere(String environment, String app, String worker, String message) {
        Target target = new Target(StandIn.PROJECT, environment);

        assertThatThrownBy(() ->
                        run(new RemoteCommand(target, new EnvironmentGuard(null), app, worker, "true", null, false)))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith(message);
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isZero();
    }

    @Test
    void anEnvironmentOfAnotherTypeIsLeftAlone() throws Exception {
        assertThat(guarded("staging")).isEmpty();
        assertThat(said)
                .containsExactly("The command is not run: environment 'main' is of the type production, not staging");
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isZero();

        assertThat(guarded("production")).isPresent();
    }

    private Optional<Ended> guarded(String type) throws Exception {
        return commands.run(
                token(),
                new RemoteCommand(MAIN, new EnvironmentGuard(type), null, null, "true", null, false),
                here,
                log,
                said::add);
    }

    @Test
    void aTimeoutEndsTheCommand() throws Exception {
        Future<Ended> running =
                begin(command("echo $$ > pid; echo begun; exec sleep 600", Duration.ofSeconds(1), false));
        ProcessHandle process = process();

        assertThatThrownBy(running::get)
                .cause()
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "timeout: the command did not end within 1 s. Jenkins sent it the signal TERM and closed the connection");
        await().until(() -> !process.isAlive());
        assertThat(log.text()).isEqualTo("begun\n");
    }

    @Test
    void aTimeoutEndsACommandThatNeverStopsTalking() throws Exception {
        Future<Ended> running = begin(command("echo $$ > pid; exec yes", Duration.ofSeconds(1), false));
        ProcessHandle process = process();

        assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS)).hasMessageContaining("timeout: ");
        await().until(() -> !process.isAlive());
    }

    @Test
    void anInterruptEndsTheCommand() throws Exception {
        Future<Ended> running = begin("echo $$ > pid; printf begun; exec sleep 600");
        ProcessHandle process = process();

        executor.shutdownNow();

        assertThatThrownBy(running::get).hasCauseInstanceOf(InterruptedException.class);
        await().until(() -> !process.isAlive());
        assertThat(log.text()).as("also a line without end").isEqualTo("begun\n");
    }

    @Test
    void aHostThatSaysNothingIsNotWaitedForInAnInterrupt() throws Exception {
        try (Relay relay = relay()) {
            relay.goSilent();
            Future<Ended> running = begin("true");
            await().until(relay::isInUse);

            executor.shutdownNow();

            assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aHostThatSaysNothingIsNotWaitedForBeyondTheTimeout() throws Exception {
        try (Relay relay = relay()) {
            relay.goSilent();

            assertThatThrownBy(() -> run(command("true", Duration.ofSeconds(1), false)))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("timeout: The command was not run: cannot connect to 127.0.0.1, port ")
                    .hasMessageEndingWith(" within 1 s");
        }
    }

    @Test
    void aConnectionThatBreaksOffLeavesTheEndUnknown() throws Exception {
        try (Relay relay = relay()) {
            Future<Ended> running = begin("echo begun; exec sleep 600");
            log.awaitText("begun\n");

            relay.breakOff();

            assertThatThrownBy(running::get)
                    .cause()
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("The connection to ssh.eu-1.standin.test is lost")
                    .hasMessageEndingWith("It is not known whether the command ran to its end");
        }
    }

    @Test
    void aConnectionThatIsDeadIsNoticed() throws Exception {
        try (Relay relay = relay()) {
            Future<Ended> running = begin("echo begun; exec sleep 600");
            log.awaitText("begun\n");

            relay.goSilent();

            assertThatThrownBy(() -> running.get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("is lost (Did not receive any keep-alive response for 4 seconds)");
        }
    }

    @Test
    void aHostThatIsNotThereIsNamed() throws Exception {
        int port;
        try (Relay relay = relay()) {
            port = relay.port();
        }

        assertThatThrownBy(() -> run("true"))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "The command was not run: cannot connect to 127.0.0.1, port " + port + " (Connection refused)");
    }

    @Test
    void anUnknownHostIsRefusedIfTheServiceSaysSo() throws Exception {
        service = StandInService.of(standIn, UnknownHosts.REFUSE, List.of());

        assertThatThrownBy(() -> run("true"))
                .isInstanceOf(CommandException.class)
                .hasMessageMatching("The host key of ssh.eu-1.standin.test is not known \\(SHA256:\\S{43}\\), and the"
                        + " service is set to refuse .*system configuration");
        assertThat(standIn.ssh().accepted()).isZero();

        service = StandInService.of(standIn, UnknownHosts.REFUSE, List.of(standIn.hostKey()));
        assertThat(run("true").status()).isZero();
        assertThat(said).noneMatch(sentence -> sentence.startsWith("Remembered"));
    }

    @Test
    void aHostWhoseKeyIsKnownAcceptsNoOther() throws Exception {
        assertThat(run("true").status()).isZero();
        try (StandIn other = StandIn.start()) {
            service = at(other.sshPort(), List.of());

            assertThatThrownBy(() -> run("true"))
                    .isInstanceOf(CommandException.class)
                    .hasMessageMatching(
                            "The host key of ssh.eu-1.standin.test is SHA256:\\S+, but known is SHA256:\\S+\\."
                                    + " Somebody may be in between.*");
            assertThat(other.ssh().accepted()).isZero();
        }
    }

    @Test
    void aHostWhoseKeyIsKnownAcceptsNoneOfAnotherType() {
        service = at(standIn.sshPort(), List.of("*.standin.test ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ=="));

        assertThatThrownBy(() -> run("true")).hasMessageContaining("Somebody may be in between");
    }

    @Test
    void anAccountThatMayNotEnterIsToldWhy() throws Exception {
        Account bot = standIn.world().account("deploy-bot");
        CommandSide losingAccess = new Between(here, () -> bot.role(StandIn.PROJECT, Role.VIEWER));

        assertThatThrownBy(() -> run(losingAccess))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith(
                        "The command was not run: ssh.eu-1.standin.test knows the account, but does not let"
                                + " it into " + main.sshUser("app"));
        assertThat(log.text()).contains("you successfully authenticated, but could not connect");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mfa        | demands multi-factor authentication. Enable it",
                "sso:acme   | demands single sign-on (sso:acme). Ask the organization",
                "pwd        | or its access token was revoked. Try again",
            })
    void aDemandForAStrongerLoginIsExplained(String method, String explanation) {
        Account bot = standIn.world().account("deploy-bot");
        CommandSide demanding = new Between(here, () -> bot.stepUp(new Account.StepUp(List.of(method), 900)));

        assertThatThrownBy(() -> run(demanding))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("The command was not run: ssh.eu-1.standin.test demands")
                .hasMessageContaining(explanation);
    }

    @Test
    void aCertificateThatIsRefusedIsExplained() {
        CommandSide late = new Between(here, () -> standIn.clock().advance(Duration.ofMinutes(61)));

        assertThatThrownBy(() -> run(late))
                .isInstanceOf(CommandException.class)
                .hasMessageMatching(
                        "ssh.eu-1.standin.test refused a certificate that is valid from \\S+ to \\S+\\. Check"
                                + " that the machine user may use SSH.*");
    }

    @Test
    void aCertificateThatIsNotOursIsNotUsed() {
        standIn.authority().flaw(CertificateAuthority.Flaw.OTHER_KEY);

        assertThatThrownBy(() -> run("true")).isInstanceOf(InvalidCertificateException.class);
        assertThat(standIn.ssh().sessions()).isEmpty();
    }

    @Test
    void aLogThatCannotBeWrittenToEndsTheCommand() throws Exception {
        FileOutputStream closed =
                new FileOutputStream(Files.createTempFile("log", null).toFile());
        closed.close();
        Future<?> running = executor.submit(() -> commands.run(
                token(), command("echo $$ > pid; echo begun; exec sleep 600", null, false), here, closed, said::add));

        assertThatThrownBy(running::get).hasCauseInstanceOf(IOException.class);
        ProcessHandle.of(Long.parseLong(Files.readString(pid()).trim()))
                .ifPresent(process -> await().until(() -> !process.isAlive()));
    }

    private Ended run(String line) throws IOException, InterruptedException {
        return run(command(line, null, false));
    }

    private Ended run(RemoteCommand command) throws IOException, InterruptedException {
        return commands.run(token(), command, here, log, said::add).orElseThrow();
    }

    private Ended run(CommandSide side) throws IOException, InterruptedException {
        return commands.run(token(), command("true", null, false), side, log, said::add)
                .orElseThrow();
    }

    private Future<Ended> begin(String line) {
        return begin(command(line, null, false));
    }

    private Future<Ended> begin(RemoteCommand command) {
        return executor.submit(() -> run(command));
    }

    private static RemoteCommand command(String line, Duration timeout, boolean keepsStdout) {
        return new RemoteCommand(MAIN, new EnvironmentGuard(null), null, null, line, timeout, keepsStdout);
    }

    private ApiToken token() {
        return new ApiToken(service, StandIn.API_TOKEN);
    }

    private Relay relay() throws IOException {
        Relay relay = new Relay(standIn.sshPort());
        service = at(relay.port(), List.of());
        return relay;
    }

    /** The stand-in with its SSH host behind another port. */
    private Service at(int port, List<String> knownHosts) {
        List<String> options = List.of("HostName 127.0.0.1", "Port " + port, "HostKeyAlias " + standIn.sshHost());
        Service real = StandInService.of(standIn);
        SshHosts hosts = new SshHosts(real.ssh().domains(), knownHosts, UnknownHosts.REMEMBER, false, options);
        return new Service(real.id(), real.name(), real.endpoints(), hosts, real.cli());
    }

    /** Lets a command that reads from a pipe go on. */
    private void openGate(String pipe) throws IOException {
        Files.write(main.directory("app").resolve(pipe), "\n".getBytes(StandardCharsets.UTF_8));
    }

    private Path pid() {
        return main.directory("app").resolve("pid");
    }

    private ProcessHandle process() throws IOException {
        await().until(() -> Files.exists(pid()) && Files.size(pid()) > 0);
        return ProcessHandle.of(Long.parseLong(Files.readString(pid()).trim())).orElseThrow();
    }

    /** Something happens between certificate and connection. */
    private record Between(CommandSide side, Runnable event) implements CommandSide {
        @Override
        public String makeKey(String id) throws IOException, InterruptedException {
            return side.makeKey(id);
        }

        @Override
        public Ended run(String id, String certificate, Invocation invocation, OutputStream log)
                throws IOException, InterruptedException {
            event.run();
            return side.run(id, certificate, invocation, log);
        }

        @Override
        public void forget(String id) throws IOException, InterruptedException {
            side.forget(id);
        }
    }
}
