package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import io.jenkins.plugins.webpaas.ssh.socket.SocketClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The control sockets of a session, over which {@code ssh} shares connections ({@code ControlMaster} in ssh_config(5)). A shared
 * connection is logged in and outlives the command that opened it, so the session has to close the connection.
 */
public final class ControlSockets {
    private static final Logger LOGGER = Logger.getLogger(ControlSockets.class.getName());
    private static final String DIRECTORY = "mux";

    /** The longest name of a socket: a check sum of {@code cksum}, and the suffix that ssh appends before it listens. */
    private static final String LONGEST_NAME = "4294967295.0123456789abcdef";

    /** Time for the end of all connections of a session. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Two requests of OpenSSH's PROTOCOL.mux, each after its length: hello with the version, terminate with a request id. */
    private static final int[] HELLO_AND_TERMINATE = {8, 1, 4, 8, 0x10000005, 0};

    private ControlSockets() {}

    /** Creates the directory of the sockets. Returns its path, or an empty text if a socket's path would be too long. */
    static String prepare(Path session) throws IOException {
        Path directory = session.resolve(DIRECTORY);
        if (!PrivateSocket.fits(directory.resolve(LONGEST_NAME))) {
            return "";
        }
        Files.createDirectories(directory);
        return directory.toString();
    }

    /** Ends the shared connections of a session. If a connection does not end in time, only its socket is deleted later. */
    public static void end(Path session) {
        Path directory = session.resolve(DIRECTORY);
        if (!Files.isDirectory(directory)) {
            return;
        }
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(directory)) {
            for (Path socket : sockets) {
                end(socket, deadline);
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "The control sockets in " + directory + " cannot be listed");
        }
    }

    /** Asks the process behind a socket to terminate, and waits until the process closes the connection. The process then deletes its socket. */
    private static void end(Path socket, long deadline) {
        try (SocketClient master = new SocketClient(socket, Duration.ofNanos(deadline - System.nanoTime()))) {
            ByteBuffer requests = ByteBuffer.allocate(HELLO_AND_TERMINATE.length * Integer.BYTES);
            for (int number : HELLO_AND_TERMINATE) {
                requests.putInt(number);
            }
            master.write(requests.flip());
            ByteBuffer answers = ByteBuffer.allocate(1024);
            boolean isOpen = true;
            while (isOpen) {
                isOpen = master.read(answers.clear());
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOGGER.log(Level.FINE, e, () -> "No connection is shared at " + socket);
        }
    }
}
