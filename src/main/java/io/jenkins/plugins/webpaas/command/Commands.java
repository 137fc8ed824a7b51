package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.AccessToken;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.session.CertificateRequests;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Runs commands in containers: looks up the container, requests a certificate, and has a {@link CommandRunner} connect. Safe for use by
 * several threads.
 *
 * <pre>{@code
 * Commands commands = new Commands(client, hostKeys, Clock.systemUTC());
 * Target target = new Target("abcdefghij234", "main");
 * RemoteCommand command = new RemoteCommand(target, new EnvironmentGuard(null), null, null, "ls -l", null, true);
 * Optional<CommandResult> result = commands.run(token, command, LocalCommands.INSTANCE, log, sentence -> print(sentence));
 * result.ifPresent(ended -> print(ended.status() + ": " + ended.stdout()));
 * }</pre>
 */
public final class Commands {
    private final WebPaasClient client;
    private final HostKeys hostKeys;
    private final Clock clock;

    public Commands(WebPaasClient client, HostKeys hostKeys, Clock clock) {
        this.client = client;
        this.hostKeys = hostKeys;
        this.clock = clock;
    }

    /**
     * Runs a command at most once, and waits for its end.
     *
     * @param log gets the command's output, in whole lines and UTF-8
     * @param say gets sentences for the build log
     * @return the result with an exit status; empty if the guard excludes the environment
     * @throws IOException with a message for users, if the command was not run, did not end by itself, or may not have
     * @throws InterruptedException if this thread is interrupted; the command is ended then
     */
    public Optional<CommandResult> run(
            ApiToken token, RemoteCommand command, CommandRunner runner, OutputStream log, Consumer<String> say)
            throws IOException, InterruptedException {
        WebPaasApi api = client.as(token, say);
        api.accessToken();
        api.connectToCertifier();
        Environment environment =
                api.environment(command.target().project(), command.target().environment());
        Optional<String> objection = command.guard().objection(environment);
        if (objection.isPresent()) {
            say.accept("The command is not run: " + objection.get());
            return Optional.empty();
        }
        Destination destination = Destination.of(token.service(), address(api, environment, command));
        say.accept("Running on " + destination);
        if (command.app() == null) {
            environment.choice(command.worker()).ifPresent(choice -> say.accept("The command runs in " + choice));
        }
        CommandRunner.CommandRequest request = newRequest(token.service(), destination, command);
        AccessToken access = api.accessToken();
        Attempt attempt = attempt(api, runner, request, log);
        if (attempt.isForRevokedToken()) {
            say.accept(destination.host()
                    + " demands a login that the certificate already has, so the certificate's access token was revoked."
                    + " Jenkins gets a new access token and tries once more");
            api.replaceAccessToken(access);
            attempt = attempt(api, runner, request, log);
        }
        hostKeys.learn(token.service(), destination.ownOf(attempt.result().seenHosts()))
                .forEach(say);
        if (attempt.isRefusedByHost()) {
            Optional<String> obstacle = api.obstacle(environment);
            if (obstacle.isPresent()) {
                throw new IOException("The command was not run: " + obstacle.get());
            }
        }
        return Optional.of(attempt.checked());
    }

    /** Returns the {@code user@host} of the command's container. */
    private static String address(WebPaasApi api, Environment environment, RemoteCommand command) throws IOException {
        Optional<String> address = environment.sshAddress(command.app(), command.worker());
        if (address.isPresent()) {
            return address.get();
        }
        if (!environment.containers().isEmpty()) {
            throw new IOException(environment.absence(command.app(), command.worker()));
        }
        throw new IOException(api.obstacle(environment)
                .map(reason -> "The command was not run: " + reason)
                .orElse("environment: '" + environment.id()
                        + "' offers no SSH to this account. Let the machine user use SSH in it"));
    }

    private Attempt attempt(
            WebPaasApi api, CommandRunner runner, CommandRunner.CommandRequest request, OutputStream log)
            throws IOException, InterruptedException {
        String id = UUID.randomUUID().toString();
        String publicKey = runner.makeKey(id);
        Certificate certificate;
        try {
            certificate = CertificateRequests.of(api, publicKey, clock.instant());
        } catch (IOException | RuntimeException e) {
            runner.forget(id);
            throw e;
        }
        return new Attempt(certificate, runner.run(id, certificate.line(), request, log));
    }

    /** The result of one connection with one certificate. */
    private record Attempt(Certificate certificate, CommandResult result) {
        boolean isForRevokedToken() {
            return result.refusal() != null && result.refusal().isCoveredBy(certificate);
        }

        /** Tells whether the host refused the command for another reason than the login. */
        boolean isRefusedByHost() {
            return result.refusal() != null && result.refusal().demanded() == null;
        }

        CommandResult checked() throws IOException {
            if (isForRevokedToken()) {
                throw new IOException("The command was not run: the host demands a login that the certificate has,"
                        + " also with a new access token. Create a new API token as the machine user");
            }
            if (result.refusal() != null) {
                throw new IOException(
                        "The command was not run: " + result.refusal().reason());
            }
            if (result.signal() != null) {
                throw new IOException("The command was ended by the signal " + result.signal());
            }
            return result;
        }
    }

    private CommandRunner.CommandRequest newRequest(Service service, Destination destination, RemoteCommand command) {
        return new CommandRunner.CommandRequest(
                destination,
                hostKeys.of(service).stream()
                        .filter(host -> host.isFor(destination.name()))
                        .toList(),
                service.ssh().unknownHosts() == UnknownHosts.REMEMBER,
                command.line(),
                command.timeout(),
                command.keepsStdout());
    }
}
