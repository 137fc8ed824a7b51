package io.jenkins.plugins.webpaas.ssh.socket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/** The other end of a private socket: sends a request and reads the answer, within a time. */
public final class FrameClient {
    private final Path socket;
    private final int longest;
    private final Duration patience;

    /**
     * @param longest of an answer, in bytes
     * @param patience for a request and its answer together
     */
    public FrameClient(Path socket, int longest, Duration patience) {
        this.socket = socket;
        this.longest = longest;
        this.patience = patience;
    }

    /**
     * Asks over a connection of its own.
     *
     * @param request without its length
     * @return the answer without its length
     * @throws SocketTimeoutException if a program listens, and does not answer in time
     * @throws IOException if no program of this user listens, or that program ends
     */
    public byte[] ask(byte[] request) throws IOException {
        try (SocketClient client = new SocketClient(socket, patience)) {
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
            if (length < 1 || length > longest) {
                throw new IOException("An answer of " + length + " bytes at " + socket);
            }
            ByteBuffer answer = ByteBuffer.allocate(length);
            client.readFully(answer);
            return answer.array();
        }
    }
}
