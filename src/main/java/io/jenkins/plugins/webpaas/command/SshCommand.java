package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.concurrent.Durations;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnknownHostException;
import java.time.Duration;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/** Runs one command over a connection of its own. */
final class SshCommand {
    /** The time-out of each answer of the host until the command runs. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /** The time to wait for output if there is no time-out. */
    private static final Duration MAX_WAIT = Duration.ofDays(1);

    /** The unanswered keep-alive requests after which the connection is lost. */
    private static final int MAX_UNANSWERED = 4;

    private final CommandRunner.CommandRequest request;
    private final Destination destination;
    private final Duration keepAlive;
    private final long start = System.nanoTime();
    private final HostKeyCheck hostKey;
    private final OutputQueue output;

    SshCommand(CommandRunner.CommandRequest request, Duration keepAlive, OutputStream log) {
        this.request = request;
        this.destination = request.destination();
        this.keepAlive = keepAlive;
        this.hostKey = new HostKeyCheck(request);
        this.output = new OutputQueue(log, request.keepsStdout());
    }

    /** Connects, runs the command, and waits for its end, as {@link CommandRunner#run} says. */
    CommandResult run(SshKeyPair key, Certificate certificate) throws IOException, InterruptedException {
        checkHostKey();
        try (SSHClient client = new SSHClient(new SshSettings())) {
            connect(client);
            logIn(client, key, certificate);
            return awaitEnd(start(client));
        }
    }

    private void connect(SSHClient client) throws IOException, InterruptedException {
        client.setSocketFactory(new SshSettings.InterruptibleSockets());
        client.setConnectTimeout(answerTimeout());
        client.setTimeout(answerTimeout());
        client.getTransport().setTimeoutMs(answerTimeout());
        client.getConnection().setTimeoutMs(answerTimeout());
        client.getConnection().getKeepAlive().setKeepAliveInterval((int) keepAlive.toSeconds());
        ((KeepAliveRunner) client.getConnection().getKeepAlive()).setMaxAliveCount(MAX_UNANSWERED);
        client.addHostKeyVerifier(hostKey);
        try {
            client.connect(destination.address(), destination.port());
        } catch (IOException e) {
            checkHostKey();
            throw notRun("cannot connect to " + destination.address() + ", port " + destination.port(), e);
        }
    }

    private void checkHostKey() throws IOException {
        if (hostKey.refusal() != null) {
            throw new IOException(hostKey.refusal());
        }
    }

    private void logIn(SSHClient client, SshKeyPair key, Certificate certificate)
            throws IOException, InterruptedException {
        client.getTransport().setTimeoutMs(answerTimeout());
        try {
            client.auth(destination.user(), new CertificateLogin(key, certificate));
        } catch (SSHException e) {
            if (e instanceof UserAuthException && e.getCause() == null) {
                throw new IOException(
                        destination.host() + " refused a certificate that is valid from "
                                + certificate.validAfter() + " to " + certificate.validBefore()
                                + ". Check that the machine user may use SSH, and that the clocks of Jenkins and of the service agree");
            }
            throw notRun("cannot log in to " + destination.host(), e);
        }
    }

    private CommandChannel start(SSHClient client) throws IOException, InterruptedException {
        CommandChannel channel = new CommandChannel(client.getConnection());
        client.getConnection().setTimeoutMs(answerTimeout());
        try {
            channel.open();
        } catch (SSHException e) {
            throw notRun(destination.host() + " opened no channel", e);
        }
        try {
            channel.exec(request.line());
            channel.getOutputStream().close();
            return channel;
        } catch (IOException e) {
            channel.end();
            throw failed(destination.host() + " did not confirm that it runs the command", e);
        }
    }

    /** Returns the time-out of an answer in milliseconds. For sshj, zero means none. */
    private int answerTimeout() {
        return (int) Math.max(1, remaining(ANSWER_TIMEOUT).toMillis());
    }

    private CommandResult awaitEnd(CommandChannel channel) throws IOException, InterruptedException {
        boolean hasEnded = false;
        try {
            CommandChannel.Event event = next(channel);
            while (!(event instanceof CommandChannel.Closed)) {
                handle(event, channel);
                event = next(channel);
            }
            hasEnded = true;
        } finally {
            if (!hasEnded) {
                channel.end();
            }
            output.close();
        }
        return result(channel);
    }

    /** Returns the next event. Writes pending output to the log before it waits. */
    private CommandChannel.Event next(CommandChannel channel) throws IOException, InterruptedException {
        CommandChannel.Event event = channel.poll(Duration.ZERO);
        if (event == null) {
            output.flush();
            event = channel.poll(remaining(MAX_WAIT));
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (isOver() && !(event instanceof CommandChannel.Closed)) {
            throw new IOException("timeout: the command did not end within " + timeout()
                    + ". Jenkins sent it the signal TERM and closed the connection");
        }
        return event;
    }

    private void handle(CommandChannel.Event event, CommandChannel channel) throws IOException {
        if (event instanceof CommandChannel.Stdout stdout) {
            output.stdout(stdout.data());
            channel.consumed(stdout.data().length);
        } else if (event instanceof CommandChannel.Stderr stderr) {
            output.stderr(stderr.data());
            channel.consumed(stderr.data().length);
        } else if (event instanceof CommandChannel.Lost lost) {
            throw new IOException(
                    "The connection to " + destination.host() + " is lost ("
                            + lost.cause().getMessage() + "). It is not known whether the command ran to its end",
                    lost.cause());
        }
    }

    private CommandResult result(CommandChannel channel) throws IOException {
        Integer status = channel.getExitStatus();
        String signal =
                channel.getExitSignal() == null ? null : channel.getExitSignal().toString();
        if (status == null && signal == null) {
            throw new IOException(destination.host()
                    + " ended the command without an exit status. It is not known whether it ran to its end");
        }
        HostRefusal refusal = HostRefusal.of(destination, status, output.stderrStart());
        return new CommandResult(status, signal, refusal, output.keptStdout(), hostKey.seen());
    }

    private IOException notRun(String what, IOException cause) throws InterruptedException {
        return failed("The command was not run: " + what, cause);
    }

    private IOException failed(String what, IOException cause) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return new IOException(
                isOver() ? "timeout: " + what + " within " + timeout() : what + " (" + reason(cause) + ")", cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof UnknownHostException) {
            return "unknown host";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Returns the time until the command's time-out, but no more than the given time; never negative. */
    private Duration remaining(Duration most) {
        if (request.timeout() == null) {
            return most;
        }
        Duration remaining = request.timeout().minusNanos(System.nanoTime() - start);
        return remaining.isNegative() ? Duration.ZERO : Durations.shorter(remaining, most);
    }

    private boolean isOver() {
        return request.timeout() != null && remaining(request.timeout()).isZero();
    }

    private String timeout() {
        long seconds = request.timeout().toSeconds();
        return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    /** Authenticates with a certificate and its key, in one message (RFC 4252, section 7). */
    private static final class CertificateLogin extends AbstractAuthMethod {
        private final SshKeyPair key;
        private final Certificate certificate;

        CertificateLogin(SshKeyPair key, Certificate certificate) {
            super("publickey");
            this.key = key;
            this.certificate = certificate;
        }

        @Override
        protected SSHPacket buildReq() throws UserAuthException {
            SSHPacket request = super.buildReq()
                    .putBoolean(true)
                    .putString(Certificate.KEY_TYPE)
                    .putString(certificate.blob());
            byte[] signed = new Buffer.PlainBuffer()
                    .putString(params.getTransport().getSessionID())
                    .putBuffer(request)
                    .getCompactData();
            return request.putString(key.sign(signed));
        }
    }
}
