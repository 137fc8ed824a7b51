package io.jenkins.plugins.webpaas.ssh.socket;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/** A connection to a Unix socket, with a time limit for the whole connection. */
public final class SocketClient implements Closeable {
    private static UserPrincipal thisUser;

    private final Path socket;
    private final Duration timeout;
    private final long end;
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    /** @throws IOException if no program listens */
    public SocketClient(Path socket, Duration timeout) throws IOException {
        this.socket = socket;
        this.timeout = timeout;
        end = System.nanoTime() + timeout.toNanos();
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            // A connection to a Unix socket succeeds at once, or never.
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                throw new SocketTimeoutException("Too many programs wait at " + socket);
            }
            selector = Selector.open();
            key = channel.register(selector, 0);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Sends a request of {@link SocketServer}'s protocol over a new connection. Neither the request nor the result contains its length.
     *
     * @param maxAnswer the longest accepted answer, in bytes
     * @param timeout time for the request and its answer together
     * @throws SocketTimeoutException if a program listens, but does not answer in time
     * @throws IOException if no program of this user listens, or that program ends
     */
    public static byte[] ask(Path socket, byte[] request, int maxAnswer, Duration timeout) throws IOException {
        try (SocketClient client = new SocketClient(socket, timeout)) {
            if (!client.isOfThisUser()) {
                throw new IOException("Another user's program listens at " + socket);
            }
            client.write(ByteBuffer.allocate(Integer.BYTES + request.length)
                    .putInt(request.length)
                    .put(request)
                    .flip());
            int length = client.readFully(Integer.BYTES).getInt();
            if (length < 1 || length > maxAnswer) {
                throw new IOException("An answer of " + length + " bytes at " + socket);
            }
            return client.readFully(length).array();
        }
    }

    /** Tells whether a program of this JVM's user listens; true if the system does not tell the user. */
    private boolean isOfThisUser() throws IOException {
        return !channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                || channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(thisUser());
    }

    private static synchronized UserPrincipal thisUser() throws IOException {
        if (thisUser == null) {
            Path probe = Files.createTempFile("webpaas", null);
            try {
                thisUser = Files.getOwner(probe);
            } finally {
                Files.delete(probe);
            }
        }
        return thisUser;
    }

    /** @throws SocketTimeoutException if the other end does not take the bytes in time */
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            await(SelectionKey.OP_WRITE);
            channel.write(bytes);
        }
    }

    /** Waits for bytes, and reads all that are available. Returns false at the end of the connection. */
    public boolean read(ByteBuffer bytes) throws IOException {
        await(SelectionKey.OP_READ);
        return channel.read(bytes) >= 0;
    }

    /** @throws EOFException if the connection ends before */
    private ByteBuffer readFully(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (!read(bytes)) {
                throw new EOFException("No answer at " + socket);
            }
        }
        return bytes.flip();
    }

    private void await(int operation) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while asking at " + socket);
        }
        long remaining = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (remaining <= 0) {
            throw new SocketTimeoutException("no answer at " + socket + " within " + timeout.toSeconds() + " s");
        }
        key.interestOps(operation);
        selector.select(ready -> {}, remaining);
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
