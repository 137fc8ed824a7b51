package io.jenkins.plugins.webpaas.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.ssh.Certificate.InvalidCertificateException;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.CertificateAuthority;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of the host, and refusals by the host. */
class CommandTrustTest extends StandInCommands {
    /** A key of no host. */
    private static final String RSA = "AAAAB3NzaC1yc2EAAAADAQABAAAAgQDVcVwb1GRXRER/3xp3KCRe8q+npapvrz9Vopc0PISsskPRfqhI"
            + "kBCv872EcFpWiSONwImP0p2KYpIXJOsLPzyb45XfJXuJH++KQz4u0RDh3iVePoQfz/PBzDey27nlbgeF"
            + "gHcp22VLTB+6QsiP7nQAC6UVWfsFxgrZhA/gI24k7w==";

    @Test
    @DisplayName("Advisory of 2022-07-27, a host key that is not checked")
    void anUnknownHostIsRefusedIfTheServiceSaysSo() throws Exception {
        service = StandInService.of(standIn, UnknownHosts.REFUSE, List.of());

        assertThatThrownBy(() -> run("true"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageMatching("The host key of ssh.eu-1.standin.test is not known \\(SHA256:\\S{43}\\), and the"
                        + " service is set to refuse .*system configuration: " + Pattern.quote(line(standIn)));
        assertThat(standIn.ssh().accepted()).isZero();

        service = StandInService.of(standIn, UnknownHosts.REFUSE, List.of(standIn.hostKey()));
        assertThat(run("true").status()).isZero();
        assertThat(messages).noneMatch(sentence -> sentence.startsWith("Remembered"));
    }

    /** Returns the line that a message tells the administrator to enter. */
    private static String line(StandIn host) {
        return host.hostKey().replaceFirst("\\S+", "ssh.eu-1.standin.test");
    }

    @Test
    void aHostWhoseKeyIsKnownAcceptsNoOther() throws Exception {
        assertThat(run("true").status()).isZero();
        try (StandIn other = StandIn.start()) {
            service = at(other.sshPort(), List.of());

            assertThatThrownBy(() -> run("true"))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageMatching(
                            "The host key of ssh.eu-1.standin.test is SHA256:\\S+, but the known key is SHA256:\\S+\\."
                                    + " Somebody may intercept the connection.*: " + Pattern.quote(line(other)));
            assertThat(other.ssh().accepted()).isZero();
        }
    }

    @Test
    void aHostWhoseKeyIsKnownAcceptsNoneOfAnotherType() {
        service = at(standIn.sshPort(), List.of("*.standin.test ssh-rsa " + RSA));

        assertThatThrownBy(() -> run("true")).hasMessageContaining("Somebody may intercept the connection");
    }

    /** The names are an alias outside of the service's domains, and an address. */
    @ParameterizedTest
    @CsvSource({
        "HostKeyAlias webpaas-bastion,webpaas-bastion",
        "HostKeyAlias WebPaaS-Bastion,webpaas-bastion",
        "HostName 127.0.0.1,127.0.0.1"
    })
    void aKeyThatGoesByAnotherNameCountsAndIsRemembered(String option, String name) throws Exception {
        try (StandIn other = StandIn.start()) {
            Function<Integer, List<String>> options = port -> List.of("HostName 127.0.0.1", "Port " + port, option);
            service = at(
                    options.apply(standIn.sshPort()),
                    List.of(name + " " + standIn.hostKey().split(" ", 2)[1]));
            assertThat(run("true").status()).isZero();
            service = at(options.apply(other.sshPort()), service.ssh().knownHosts());
            assertThatThrownBy(() -> run("true")).hasMessageContaining("Somebody may intercept the connection");

            service = at(options.apply(standIn.sshPort()), List.of());
            assertThat(run("true").status()).isZero();
            assertThat(messages)
                    .filteredOn(sentence -> sentence.startsWith("Remembered the host key of " + name + ","))
                    .hasSize(1);
            service = at(options.apply(other.sshPort()), List.of());
            assertThatThrownBy(() -> run("true")).hasMessageContaining("Somebody may intercept the connection");
            assertThat(other.ssh().accepted()).isZero();
        }
    }

    @Test
    void ofWhatANodeTellsTheKeyOfTheDestinationAloneIsRemembered() throws Exception {
        String key = standIn.hostKey().split(" ", 2)[1];
        CommandRunner forging =
                new Between(localCommands, () -> {}, "git.eu-1.standin.test " + key, "new.standin.test " + key);

        assertThat(run(forging).status()).isZero();

        assertThat(messages)
                .filteredOn(sentence -> sentence.startsWith("Remembered"))
                .singleElement()
                .asString()
                .startsWith("Remembered the host key of ssh.eu-1.standin.test, ");
    }

    @Test
    void anAccountThatMayNotEnterIsToldWhy() throws Exception {
        Account bot = standIn.world().account("deploy-bot");
        CommandRunner losingAccess = new Between(localCommands, () -> bot.role(StandIn.PROJECT, Role.VIEWER));

        assertThatThrownBy(() -> run(losingAccess))
                .isExactlyInstanceOf(IOException.class)
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
                "hwk        | demands a stronger or more recent login than that of the API token. Create a new API token",
            })
    void aDemandForAStrongerLoginIsExplained(String method, String explanation) {
        Account bot = standIn.world().account("deploy-bot");
        CommandRunner demanding =
                new Between(localCommands, () -> bot.stepUp(new Account.StepUp(List.of(method), 900)));

        assertThatThrownBy(() -> run(demanding))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("The command was not run: ssh.eu-1.standin.test demands")
                .hasMessageContaining(explanation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mfa", "pwd"})
    void aRevokedAccessTokenIsReplacedAndTheCommandRunsOnce(String method) throws Exception {
        standIn.world().account("deploy-bot").amr(List.of(method));
        AtomicInteger connections = new AtomicInteger();
        CommandRunner revoking = new Between(localCommands, () -> {
            if (connections.getAndIncrement() == 0) {
                standIn.tokens().revokeAll();
            }
        });

        assertThat(run(revoking).status()).isZero();

        assertThat(connections).hasValue(2);
        assertThat(messages).anyMatch(sentence -> sentence.contains("the certificate's access token was revoked"));
        assertThat(standIn.tokens().issued()).hasSize(2);
    }

    @Test
    void aDemandThatANewAccessTokenDoesNotMeetIsNoAdviceToEnableMfa() {
        standIn.world().account("deploy-bot").amr(List.of("pwd", "mfa"));
        AtomicInteger connections = new AtomicInteger();
        CommandRunner revoking = new Between(localCommands, () -> {
            connections.getAndIncrement();
            standIn.tokens().revokeAll();
        });

        assertThatThrownBy(() -> run(revoking))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(
                        "The command was not run: the host demands a login that the certificate has, also with a new"
                                + " access token. Create a new API token as the machine user");
        assertThat(connections).hasValue(2);
    }

    @Test
    void aCertificateThatIsRefusedIsExplained() {
        CommandRunner late = new Between(localCommands, () -> standIn.clock().advance(Duration.ofMinutes(61)));

        assertThatThrownBy(() -> run(late))
                .isExactlyInstanceOf(IOException.class)
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

    private CommandResult run(CommandRunner runner) throws IOException, InterruptedException {
        return commands.run(token(), command("true", null, false), runner, log, messages::add)
                .orElseThrow();
    }

    /** A runner with an event between certificate and connection, which reports further host keys. */
    private record Between(CommandRunner runner, Runnable event, String... alsoSeen) implements CommandRunner {
        @Override
        public String makeKey(String id) throws IOException, InterruptedException {
            return runner.makeKey(id);
        }

        @Override
        public CommandResult run(String id, String certificate, CommandRunner.CommandRequest request, OutputStream log)
                throws IOException, InterruptedException {
            event.run();
            CommandResult result = runner.run(id, certificate, request, log);
            List<String> seen = new ArrayList<>(List.of(alsoSeen));
            seen.addAll(result.seenHosts());
            return new CommandResult(result.status(), result.signal(), result.refusal(), result.stdout(), seen);
        }

        @Override
        public void forget(String id) throws IOException, InterruptedException {
            runner.forget(id);
        }
    }
}
