package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.AccessToken;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.session.CertificateRequests;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.HostKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Runs commands in containers: the controller's half, which speaks with the service. For any number of threads. */
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
     * Runs a command and waits for its end. It runs at most once.
     *
     * @param side who connects
     * @param log gets what the command writes: whole lines in UTF-8
     * @param say gets sentences for the build log
     * @return with an exit status; empty if the guard kept it from the environment
     * @throws IOException with a message for the user: the command was not run or did not end by itself, or that is not known
     * @throws InterruptedException if this thread is interrupted; the command is ended then
     */
    public Optional<CommandResult> run(
            ApiToken token, RemoteCommand command, CommandRunner side, OutputStream log, Consumer<String> say)
            throws IOException, InterruptedException {
        WebPaasApi api = client.as(token, say);
        Environment environment =
                api.environment(command.target().project(), command.target().environment());
        Optional<String> objection = command.guard().objection(environment);
        if (objection.isPresent()) {
            say.accept("The command is not run: " + objection.get());
            return Optional.empty();
        }
        Destination destination = Destination.of(token.service(), ContainerLookup.address(api, environment, command));
        say.accept("Running on " + destination);
        ContainerLookup.choice(environment, command).ifPresent(choice -> say.accept("The command runs in " + choice));
        CommandRequest invocation = invocation(token.service(), destination, command);
        AccessToken access = api.accessToken();
        Attempt attempt = attempt(api, side, invocation, log);
        if (attempt.isForRevokedToken()) {
            say.accept(
                    destination.host() + " demands a login that the certificate has, so its access token was revoked."
                            + " Jenkins gets a new one and tries once more");
            api.replaceAccessToken(access);
            attempt = attempt(api, side, invocation, log);
        }
        hostKeys.learn(token.service(), destination.ownOf(attempt.ended().seenHosts()))
                .forEach(say);
        if (attempt.isKeptOut()) {
            Optional<String> obstacle = api.obstacle(environment);
            if (obstacle.isPresent()) {
                throw new CommandException("The command was not run: " + obstacle.get());
            }
        }
        return Optional.of(attempt.checked());
    }

    private Attempt attempt(WebPaasApi api, CommandRunner side, CommandRequest invocation, OutputStream log)
            throws IOException, InterruptedException {
        String id = UUID.randomUUID().toString();
        Certificate certificate = certify(api, id, side);
        return new Attempt(certificate, side.run(id, certificate.line(), invocation, log));
    }

    /** What came of one connection with one certificate. */
    private record Attempt(Certificate certificate, CommandResult ended) {
        boolean isForRevokedToken() {
            return ended.refusal() != null && ended.refusal().isCoveredBy(certificate);
        }

        /** True if the host knows the account, and did not run the command for it. */
        boolean isKeptOut() {
            return ended.refusal() != null && ended.refusal().demanded() == null;
        }

        CommandResult checked() throws CommandException {
            if (isForRevokedToken()) {
                throw new CommandException("The command was not run: the host demands a login that the certificate has,"
                        + " also with a new access token. Create a new API token as the machine user");
            }
            if (ended.refusal() != null) {
                throw new CommandException(
                        "The command was not run: " + ended.refusal().reason());
            }
            if (ended.signal() != null) {
                throw new CommandException("The command was ended by the signal " + ended.signal());
            }
            return ended;
        }
    }

    private Certificate certify(WebPaasApi api, String id, CommandRunner side)
            throws IOException, InterruptedException {
        String publicKey = side.makeKey(id);
        boolean certified = false;
        try {
            Certificate certificate = CertificateRequests.of(api, publicKey, clock.instant());
            certified = true;
            return certificate;
        } finally {
            if (!certified) {
                side.forget(id);
            }
        }
    }

    private CommandRequest invocation(Service service, Destination destination, RemoteCommand command) {
        return new CommandRequest(
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
