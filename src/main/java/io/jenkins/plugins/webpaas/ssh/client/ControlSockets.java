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
 * The control sockets of a session: where connections listen that {@code ssh} shares ({@code ControlMaster} in ssh_config(5)).
 * Such a connection is logged in, and outlives the command that opened it; it must not outlive the session.
 */
public final class ControlSockets {
    private static final Logger LOGGER = Logger.getLogger(ControlSockets.class.getName());
    private static final String DIRECTORY = "mux";

    /** The longest name of a socket: the longest check sum of {@code cksum}, and what ssh appends while ssh begins to listen. */
    private static final String LONGEST_NAME = "4294967295.0123456789abcdef";

    /** How long all of a session's connections have to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Requests of OpenSSH's PROTOCOL.mux, each after its length: hello with the version, terminate with a number. */
    private static final int[] HELLO_AND_TERMINATE = {8, 1, 4, 8, 0x10000005, 0};

    private ControlSockets() {}

    /** Makes the directory of the sockets, and tells its path; empty if a socket in it would have too long a path. */
    static String prepare(Path session) throws IOException {
        Path directory = session.resolve(DIRECTORY);
        if (!PrivateSocket.fits(directory.resolve(LONGEST_NAME))) {
            return "";
        }
        Files.createDirectories(directory);
        return directory.toString();
    }

    /** Ends the connections of a session that are shared. One that does not end in time loses its socket with the directory. */
    public static void end(Path session) {
        Path directory = session.resolve(DIRECTORY);
        if (!Files.isDirectory(directory)) {
            return;
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(directory)) {
            for (Path socket : sockets) {
                end(socket, deadline);
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "The control sockets in " + directory + " cannot be listed");
        }
    }

    /** A master that was told to terminate closes its socket when its connection is closed. */
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
