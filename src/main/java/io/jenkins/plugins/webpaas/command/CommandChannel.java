package io.jenkins.plugins.webpaas.command;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.connection.channel.direct.Signal;
import net.schmizz.sshj.transport.TransportException;

/**
 * An SSH channel with one queue for stdout and stderr, which keeps the order of arrival; sshj's own streams do not. The channel's
 * window bounds the queue: the host sends more after output was consumed.
 */
final class CommandChannel extends SessionChannel {
    private static final int STDERR = 1;

    /** The seconds for which a host may close its side of the channel before the connection is cut. */
    private static final int CLOSE_TIMEOUT = 2;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private long consumed;

    sealed interface Event {}

    record Stdout(byte[] data) implements Event {}

    record Stderr(byte[] data) implements Event {}

    /** The host closed the channel. The exit status came before that, if there is one. */
    record Closed() implements Event {}

    record Lost(SSHException cause) implements Event {}

    CommandChannel(Connection connection) {
        super(connection);
    }

    /** Returns the next event; null if there is none in time. */
    Event poll(Duration timeout) throws InterruptedException {
        return events.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Counts consumed output. Lets the host send as much again, once a quarter of the window is consumed. */
    void consumed(int bytes) {
        consumed += bytes;
        if (consumed >= conn.getWindowSize() / 4 && isOpen()) {
            try {
                lwin.expand(consumed); // before the host may send more
                trans.write(newBuffer(Message.CHANNEL_WINDOW_ADJUST).putUInt32(consumed));
                consumed = 0;
            } catch (TransportException e) {
                // The queue gets an event of the lost connection.
            }
        }
    }

    /**
     * Ends the command: with a signal, since OpenSSH closes a channel and leaves the process running, and by closing the channel, for
     * hosts without signals.
     */
    void end() {
        try {
            signal(Signal.TERM);
            sendClose();
            join(CLOSE_TIMEOUT, TimeUnit.SECONDS);
        } catch (SSHException e) {
            // The caller cuts the connection.
        }
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws SSHException {
        try {
            switch (message) {
                case CHANNEL_DATA -> events.add(new Stdout(data(packet)));
                case CHANNEL_EXTENDED_DATA -> {
                    if (packet.readUInt32AsInt() != STDERR) {
                        throw new ConnectionException(DisconnectReason.PROTOCOL_ERROR, "Output of an unknown type");
                    }
                    events.add(new Stderr(data(packet)));
                }
                default -> super.handle(message, packet);
            }
        } catch (Buffer.BufferException e) {
            throw new ConnectionException(e);
        }
    }

    private byte[] data(SSHPacket packet) throws Buffer.BufferException, ConnectionException {
        byte[] data = packet.readBytes();
        lwin.consume(data.length);
        return data;
    }

    @Override
    protected void finishOff() {
        events.add(new Closed());
        super.finishOff();
    }

    @Override
    public void notifyError(SSHException error) {
        events.add(new Lost(error));
        super.notifyError(error);
    }
}
