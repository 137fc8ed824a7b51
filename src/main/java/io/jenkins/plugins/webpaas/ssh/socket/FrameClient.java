package io.jenkins.plugins.webpaas.ssh.socket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/** A client of a private socket, which sends requests and reads the answers. */
public final class FrameClient {
    private final Path socket;
    private final int maxAnswer;
    private final Duration timeout;

    /**
     * @param maxAnswer the longest accepted answer, in bytes
     * @param timeout time for a request and its answer together
     */
    public FrameClient(Path socket, int maxAnswer, Duration timeout) {
        this.socket = socket;
        this.maxAnswer = maxAnswer;
        this.timeout = timeout;
    }

    /**
     * Sends a request over a new connection, and returns the answer.
     *
     * @param request the request without its length
     * @return the answer without its length
     * @throws SocketTimeoutException if a program listens, but does not answer in time
     * @throws IOException if no program of this user listens, or that program ends
     */
    public byte[] ask(byte[] request) throws IOException {
        try (SocketClient client = new SocketClient(socket, timeout)) {
            if (!client.isOfThisUser()) {
                throw new IOException("Another user's program listens at " + socket);
            }
            client.write(ByteBuffer.allocate(Integer.BYTES + request.length)
                    .putInt(request.length)
                    .put(request)
                    .flip());
            ByteBuffer header = ByteBuffer.allocate(Integer.BYTES);
            client.readFully(header);
            int length = header.flip().getInt();
            if (length < 1 || length > maxAnswer) {
                throw new IOException("An answer of " + length + " bytes at " + socket);
            }
            ByteBuffer answer = ByteBuffer.allocate(length);
            client.readFully(answer);
            return answer.array();
        }
    }
}
