package io.jenkins.plugins.webpaas.command;

import java.io.IOException;
import java.io.OutputStream;
import java.net.UnknownHostException;
import java.time.Duration;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.userauth.UserAuthException;

/** Runs one command over a connection of its own. */
final class SshCommand {
    /** The time-out of each answer of the host until the command runs. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /** The time to wait for output if there is no time-out. */
    private static final Duration MAX_WAIT = Duration.ofDays(1);

    /** The unanswered keep-alive requests after which the connection is lost. */
    private static final int MAX_UNANSWERED = 4;

    private final CommandRequest request;
    private final Destination destination;
    private final Duration keepAlive;
    private final Deadline deadline;
    private final HostKeyCheck hostKey;
    private final OutputQueue output;

    SshCommand(CommandRequest request, Duration keepAlive, OutputStream log) {
        this.request = request;
        this.destination = request.destination();
        this.keepAlive = keepAlive;
        this.deadline = new Deadline(request.timeout());
        this.hostKey = new HostKeyCheck(request);
        this.output = new OutputQueue(log, request.keepsStdout());
    }

    /**
     * Connects, runs the command, and waits for its end.
     *
     * @throws IOException if the command was not run, or may not have been run
     * @throws InterruptedException if this thread is interrupted; the command is ended then
     */
    CommandResult run(CertificateLogin login) throws IOException, InterruptedException {
        checkHostKey();
        try (SSHClient client = new SSHClient(new SshSettings())) {
            connect(client);
            logIn(client, login);
            return awaitEnd(start(client));
        }
    }

    private void connect(SSHClient client) throws IOException, InterruptedException {
        client.setSocketFactory(new InterruptibleSockets());
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

    private void logIn(SSHClient client, CertificateLogin login) throws IOException, InterruptedException {
        client.getTransport().setTimeoutMs(answerTimeout());
        try {
            client.auth(destination.user(), login);
        } catch (UserAuthException e) {
            if (e.getCause() == null) {
                throw new IOException(
                        destination.host() + " refused " + login
                                + ". Check that the machine user may use SSH, and that the clocks of Jenkins and of the service agree");
            }
            throw notRun("cannot log in to " + destination.host(), e);
        } catch (SSHException e) {
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
        return (int) Math.max(1, deadline.atMost(ANSWER_TIMEOUT).toMillis());
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
            event = channel.poll(deadline.atMost(MAX_WAIT));
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (deadline.isOver() && !(event instanceof CommandChannel.Closed)) {
            throw new IOException("timeout: the command did not end within " + deadline
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
                deadline.isOver() ? "timeout: " + what + " within " + deadline : what + " (" + reason(cause) + ")",
                cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof UnknownHostException) {
            return "unknown host";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
