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
 * A channel whose two output streams come in one queue, in order of arrival, which sshj's own streams do not tell. The queue
 * is as long as the window: the host sends more when what it sent was consumed.
 */
final class CommandChannel extends SessionChannel {
    private static final int STDERR = 1;

    /** How long a host may take to close its side of the channel, in seconds, before the connection is cut. */
    private static final int CLOSING = 2;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private long consumed;

    sealed interface Event {}

    record Stdout(byte[] data) implements Event {}

    record Stderr(byte[] data) implements Event {}

    /** The host has closed the channel; it has said before how the command ended, if it ever does. */
    record Closed() implements Event {}

    record Lost(SSHException cause) implements Event {}

    CommandChannel(Connection connection) {
        super(connection);
    }

    /** What is there already, or null. */
    Event poll() {
        return events.poll();
    }

    /** The next event, or null if there is none in time. */
    Event poll(Duration patience) throws InterruptedException {
        return events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lets the host send as much again as was consumed, as soon as it is worth a message. */
    void consumed(int bytes) {
        consumed += bytes;
        if (consumed >= conn.getWindowSize() / 4 && isOpen()) {
            try {
                lwin.expand(consumed); // before the host knows, who may be quick to use it
                trans.write(newBuffer(Message.CHANNEL_WINDOW_ADJUST).putUInt32(consumed));
                consumed = 0;
            } catch (TransportException e) {
                // The connection is lost, which comes as an event behind all that came before.
            }
        }
    }

    /**
     * Ends the command: by a signal, for hosts that close a channel and let the process live (OpenSSH does), and by closing
     * the channel, for hosts that know no signals.
     */
    void end() {
        try {
            signal(Signal.TERM);
            sendClose();
            join(CLOSING, TimeUnit.SECONDS);
        } catch (SSHException e) {
            // The connection is cut next.
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
