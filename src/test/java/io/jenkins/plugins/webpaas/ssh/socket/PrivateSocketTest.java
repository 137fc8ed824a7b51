package io.jenkins.plugins.webpaas.ssh.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a socket. {@code SshAgentClientsTest} tests clients of other users. */
class PrivateSocketTest {
    @TempDir
    private Path directory;

    private final List<PrivateSocket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (PrivateSocket socket : sockets) {
            socket.channel().close();
        }
    }

    private PrivateSocket bind() throws IOException {
        PrivateSocket socket = new PrivateSocket(directory, "agent");
        sockets.add(socket);
        return socket;
    }

    @Test
    void aPathOfAHundredAndThreeBytesFits() {
        assertThat(PrivateSocket.fits(Path.of("/" + "x".repeat(102)))).isTrue();
        assertThat(PrivateSocket.fits(Path.of("/" + "x".repeat(103)))).isFalse();
        assertThat(PrivateSocket.fits(Path.of("/" + "é".repeat(51)))).isTrue();
        assertThat(PrivateSocket.fits(Path.of("/" + "é".repeat(52)))).isFalse();
    }

    @Test
    void theFileIsTheUsersAloneAndTheOnlyOne() throws Exception {
        Files.createFile(directory.resolve("fresh"));

        PrivateSocket socket = bind();

        assertThat(socket.path()).isEqualTo(directory.resolve("agent"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.path())))
                .isEqualTo("rw-------");
        assertThat(socket.channel().isBlocking()).isFalse();
        assertThat(socket.ownsPath()).isTrue();
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(socket.path());
        }
    }

    @Test
    void theNextOneTakesThePathAndKeepsIt() throws Exception {
        PrivateSocket first = bind();
        PrivateSocket second = bind();
        assertThat(first.ownsPath()).isFalse();
        assertThat(second.ownsPath()).isTrue();

        first.delete();
        assertThat(second.path()).exists();

        second.delete();
        assertThat(second.path()).doesNotExist();
        assertThat(second.ownsPath()).isFalse();
        second.delete();
    }

    @Test
    void nothingRemainsIfThePathIsADirectory() throws Exception {
        Files.createFile(Files.createDirectory(directory.resolve("agent")).resolve("file"));

        assertThatThrownBy(this::bind).isInstanceOf(IOException.class);

        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("agent"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwx------", "rwxrwxrwx"})
    void aClientOfTheUserMayComeIn(String permissions) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
        PrivateSocket socket = bind();
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket.path()));
                SocketChannel accepted = socket.channel().accept()) {
            assertThat(client.isConnected()).isTrue();
            assertThat(socket.allows(accepted)).isTrue();
        }
    }

    @Test
    void thisMachineSupportsUnixSockets() {
        assertThat(PrivateSocket.isPossible()).isTrue();
    }
}
