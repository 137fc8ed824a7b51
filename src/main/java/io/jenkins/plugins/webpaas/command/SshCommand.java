package io.jenkins.plugins.webpaas.command;

import java.io.IOException;
import java.io.OutputStream;
import java.net.UnknownHostException;
import java.time.Duration;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.userauth.UserAuthException;

/** One command over one connection, from the handshake to the exit status. */
final class SshCommand {
    /** For each answer of the host until the command runs. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A while to wait, where there is no time-out. */
    private static final Duration LONG = Duration.ofDays(1);

    /** How many questions a host may leave unanswered before the connection counts as lost. */
    private static final int UNANSWERED = 4;

    private final CommandRequest invocation;
    private final Destination destination;
    private final Duration keepAlive;
    private final Deadline deadline;
    private final HostKeyCheck hostKey;
    private final OutputQueue output;

    SshCommand(CommandRequest invocation, Duration keepAlive, OutputStream log) {
        this.invocation = invocation;
        this.destination = invocation.destination();
        this.keepAlive = keepAlive;
        this.deadline = new Deadline(invocation.timeout());
        this.hostKey = new HostKeyCheck(invocation);
        this.output = new OutputQueue(log, invocation.keepsStdout());
    }

    /**
     * Connects, runs the command, and waits for its end.
     *
     * @throws CommandException if it was not run, or if that is not known
     * @throws InterruptedException if this thread is interrupted; the command is ended then
     */
    CommandResult run(CertificateLogin login) throws IOException, InterruptedException {
        checkHostKey();
        try (SSHClient client = new SSHClient(new SshSettings())) {
            connect(client);
            logIn(client, login);
            return follow(start(client));
        }
    }

    private void connect(SSHClient client) throws CommandException, InterruptedException {
        client.setSocketFactory(new InterruptibleSockets());
        client.setConnectTimeout(patience());
        client.setTimeout(patience());
        client.getTransport().setTimeoutMs(patience());
        client.getConnection().setTimeoutMs(patience());
        client.getConnection().getKeepAlive().setKeepAliveInterval((int) keepAlive.toSeconds());
        ((KeepAliveRunner) client.getConnection().getKeepAlive()).setMaxAliveCount(UNANSWERED);
        client.addHostKeyVerifier(hostKey);
        try {
            client.connect(destination.address(), destination.port());
        } catch (IOException e) {
            checkHostKey();
            throw notRun("cannot connect to " + destination.address() + ", port " + destination.port(), e);
        }
    }

    private void checkHostKey() throws CommandException {
        if (hostKey.refusal() != null) {
            throw new CommandException(hostKey.refusal());
        }
    }

    private void logIn(SSHClient client, CertificateLogin login) throws CommandException, InterruptedException {
        client.getTransport().setTimeoutMs(patience());
        try {
            client.auth(destination.user(), login);
        } catch (UserAuthException e) {
            if (e.getCause() == null) {
                throw new CommandException(
                        destination.host() + " refused " + login
                                + ". Check that the machine user may use SSH, and that the clocks of Jenkins and of the service agree");
            }
            throw notRun("cannot log in to " + destination.host(), e);
        } catch (SSHException e) {
            throw notRun("cannot log in to " + destination.host(), e);
        }
    }

    private CommandChannel start(SSHClient client) throws CommandException, InterruptedException {
        CommandChannel channel = new CommandChannel(client.getConnection());
        client.getConnection().setTimeoutMs(patience());
        try {
            channel.open();
        } catch (SSHException e) {
            throw notRun("no channel to be had from " + destination.host(), e);
        }
        try {
            channel.exec(invocation.line());
            channel.getOutputStream().close();
            return channel;
        } catch (IOException e) {
            channel.end();
            throw failed(destination.host() + " does not say that it runs the command", e);
        }
    }

    /** A time-out of zero would be none. */
    private int patience() {
        return (int) Math.max(1, deadline.atMost(PATIENCE).toMillis());
    }

    private CommandResult follow(CommandChannel channel) throws IOException, InterruptedException {
        boolean ended = false;
        try {
            CommandChannel.Event event = next(channel);
            while (!(event instanceof CommandChannel.Closed)) {
                take(event, channel);
                event = next(channel);
            }
            ended = true;
        } finally {
            if (!ended) {
                channel.end();
            }
            output.close();
        }
        return ended(channel);
    }

    /** Whatever is there is written before more is waited for. */
    private CommandChannel.Event next(CommandChannel channel) throws IOException, InterruptedException {
        CommandChannel.Event event = channel.poll();
        if (event == null) {
            output.flush();
            event = channel.poll(deadline.atMost(LONG));
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (deadline.isOver() && !(event instanceof CommandChannel.Closed)) {
            throw new CommandException("timeout: the command did not end within " + deadline
                    + ". Jenkins sent it the signal TERM and closed the connection");
        }
        return event;
    }

    private void take(CommandChannel.Event event, CommandChannel channel) throws IOException {
        if (event instanceof CommandChannel.Stdout stdout) {
            output.stdout(stdout.data());
            channel.consumed(stdout.data().length);
        } else if (event instanceof CommandChannel.Stderr stderr) {
            output.stderr(stderr.data());
            channel.consumed(stderr.data().length);
        } else if (event instanceof CommandChannel.Lost lost) {
            throw new CommandException(
                    "The connection to " + destination.host() + " is lost ("
                            + lost.cause().getMessage() + "). It is not known whether the command ran to its end",
                    lost.cause());
        }
    }

    private CommandResult ended(CommandChannel channel) throws CommandException {
        Integer status = channel.getExitStatus();
        String signal =
                channel.getExitSignal() == null ? null : channel.getExitSignal().toString();
        if (status == null && signal == null) {
            throw new CommandException(destination.host()
                    + " ended the command without an exit status. It is not known whether it ran to its end");
        }
        HostRefusal refusal = HostRefusal.of(destination, status, output.beginningOfStderr());
        return new CommandResult(status, signal, refusal, output.keptStdout(), hostKey.seen());
    }

    private CommandException notRun(String what, IOException cause) throws InterruptedException {
        return failed("The command was not run: " + what, cause);
    }

    private CommandException failed(String what, IOException cause) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return new CommandException(
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
