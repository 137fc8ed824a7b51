package io.jenkins.plugins.webpaas.ssh.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.ssh.agent.SessionHosts;
import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import io.jenkins.plugins.webpaas.ssh.socket.SocketClient;
import io.jenkins.plugins.webpaas.ssh.socket.SocketServer;
import io.jenkins.plugins.webpaas.ssh.socket.WorkerPool;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sessions of the SSH agent's process. The test runs them in its own JVM, and sends requests over the socket. */
class ServedSessionsTest {
    private static final byte[] LIST = {11};
    private static final int IDENTITIES = 12;
    private static final int SIGN_REQUEST = 13;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String STRICT =
            "the client did not name the host that it signs for (OpenSSH does from 8.9 on)";

    @TempDir
    private Path directory;

    private final WorkerPool workers = new WorkerPool("webpaas-test-sessions");
    private final ServedSessions sessions = new ServedSessions(workers);
    private SshAgentClient client;
    private SocketServer clients;
    private Path session;

    @BeforeEach
    void listen() throws Exception {
        session = Files.createDirectory(directory.resolve("session"));
        PrivateSocket socket = new PrivateSocket(directory, ProcessDirectory.SOCKET);
        clients = SocketServer.open(
                socket,
                new SocketServer.Host() {
                    @Override
                    public SocketServer.RequestHandler greet(SocketChannel client) {
                        return sessions;
                    }

                    @Override
                    public boolean isNeeded() {
                        return true;
                    }
                },
                workers,
                ServedSessions.LIMITS);
        client = new SshAgentClient(socket.path());
    }

    @AfterEach
    void close() throws Exception {
        client.close(session);
        clients.close();
    }

    private static SshHosts hosts(boolean strict) {
        return new SshHosts(List.of("*.acme.example"), List.of(), UnknownHosts.REFUSE, strict, List.of());
    }

    private String open(Path place, boolean strict) throws IOException {
        return client.open(place, HostKeys.trusted(hosts(strict), List.of()));
    }

    private Certificate install(String publicLine, Duration lifetime) throws IOException {
        Certificate certificate = Certificate.parse(certificate(publicLine));
        assertThat(client.install(session, certificate.line(), lifetime)).isTrue();
        return certificate;
    }

    /** Returns a certificate without a valid signature, which only servers check. */
    private static String certificate(String publicLine) {
        SshReader key = new SshReader(Base64.getDecoder().decode(publicLine.split(" ")[1]));
        key.readText();
        byte[] blob = new SshWriter()
                .writeText(Certificate.KEY_TYPE)
                .writeText("a nonce")
                .writeString(key.readString())
                .writeUint64(7)
                .writeUint32(1)
                .writeText("bot")
                .writeText("") // principals
                .writeUint64(0)
                .writeUint64(-1)
                .writeText("") // critical options
                .writeText("") // extensions
                .toByteArray();
        return Certificate.KEY_TYPE + " " + Base64.getEncoder().encodeToString(blob);
    }

    private byte[] ask(byte[] request) throws IOException {
        return SocketClient.ask(session.resolve("agent"), request, 10_000, Duration.ofSeconds(60));
    }

    private static byte[] login(Certificate certificate) {
        byte[] data = new SshWriter()
                .writeText("session")
                .writeByte(50)
                .writeText("user")
                .writeText("ssh-connection")
                .writeText("publickey")
                .writeByte(1)
                .writeText(Certificate.KEY_TYPE)
                .writeString(certificate.blob())
                .toByteArray();
        return new SshWriter()
                .writeByte(SIGN_REQUEST)
                .writeString(certificate.blob())
                .writeString(data)
                .writeUint32(0)
                .toByteArray();
    }

    private void assertIsListed(Certificate certificate) throws IOException {
        SshReader answer = new SshReader(ask(LIST));
        assertThat(answer.readByte()).isEqualTo(IDENTITIES);
        assertThat(answer.readUint32()).isOne();
        assertThat(answer.readString()).isEqualTo(certificate.blob());
    }

    @Test
    void aSessionHasItsOwnKeyAndKeepsIt() throws Exception {
        String key = open(session, false);

        assertThat(SshKeyPair.isPublicLine(key)).isTrue();
        assertThat(open(session, false)).isEqualTo(key);
        Path other = Files.createDirectory(directory.resolve("other"));
        assertThat(open(other, false)).isNotEqualTo(key);
        assertThat(client.close(other)).hasValue(List.of());
    }

    @Test
    void theCertificateStaysWhenTheSessionIsOpenedAgain() throws Exception {
        Certificate certificate = install(open(session, false), HOUR);
        assertIsListed(certificate);

        open(session, false);
        assertIsListed(certificate);
        assertThat(ask(login(certificate))).hasSizeGreaterThan(64);
        assertThat(client.takeRefusals(List.of(session))).isEqualTo(Map.of(session, List.of()));
    }

    @Test
    void aSessionWithADeletedSocketIsReopenedWithTheSameKey() throws Exception {
        String key = open(session, false);
        Certificate certificate = install(key, HOUR);
        Files.delete(session.resolve("agent"));

        assertThat(open(session, false)).isEqualTo(key);

        assertIsListed(certificate);
    }

    @Test
    void aSocketThatWasDeletedBeforeTheFirstCertificateIsThereAgain() throws Exception {
        String key = open(session, false);
        Files.delete(session.resolve("agent"));

        assertThat(open(session, false)).isEqualTo(key);

        assertIsListed(install(key, HOUR));
    }

    @Test
    void refusalsAreReturnedOnce() throws Exception {
        Certificate certificate = install(open(session, true), HOUR);
        ask(login(certificate));

        assertThat(client.takeRefusals(List.of(session))).isEqualTo(Map.of(session, List.of(STRICT)));
        assertThat(client.takeRefusals(List.of(session))).isEqualTo(Map.of(session, List.of()));
    }

    @Test
    void closeReturnsTheLastRefusals() throws Exception {
        Certificate certificate = install(open(session, true), HOUR);
        ask(login(certificate));

        assertThat(client.close(session)).hasValue(List.of(STRICT));

        assertThat(session).isEmptyDirectory();
        assertThat(sessions.isEmpty()).isTrue();
        assertThat(client.close(session)).isEmpty();
    }

    @Test
    void aSessionThatIsNotOpenIsNotKnown() throws Exception {
        String line = certificate(SshKeyPair.generate().publicLine("x"));

        assertThat(client.install(session, line, HOUR)).isFalse();
        assertThat(client.takeRefusals(List.of(session))).isEmpty();
        assertThat(client.close(session)).isEmpty();
    }

    @Test
    void aSessionWhoseCertificateHasEndedIsForgotten() throws Exception {
        String key = open(session, false);
        sessions.removeOver();
        assertThat(sessions.isEmpty())
                .as("the session without a certificate yet")
                .isFalse();
        install(key, HOUR);
        sessions.removeOver();
        assertThat(sessions.isEmpty()).isFalse();

        install(key, Duration.ZERO);
        sessions.removeOver();

        assertThat(sessions.isEmpty()).isTrue();
        await().untilAsserted(() -> assertThat(session).isEmptyDirectory());
    }

    @Test
    void aSessionThatCannotBeOpenedDoesNotExist() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> open(missing, false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing");
        assertThat(sessions.isEmpty()).isTrue();
    }

    @Test
    void anInvalidCertificateIsRefused() throws Exception {
        open(session, false);

        assertThatThrownBy(() -> client.install(session, "nonsense", HOUR))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not answer with a certificate");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aRequestEndsWhereItsPartsEnd(int more) throws Exception {
        byte[] open = new SessionHosts(session, hosts(false).keyNames(), List.of())
                .write(new SshWriter()
                        .writeByte(ServedSessions.OPEN)
                        .writeText(session.toString())
                        .writeByte(0))
                .toByteArray();
        assertIsFailed(Arrays.copyOf(open, open.length + more), "MalformedSshDataException");
        assertThat(sessions.isEmpty()).isTrue();

        String key = open(session, false);
        byte[] install = new SshWriter()
                .writeByte(ServedSessions.INSTALL)
                .writeText(session.toString())
                .writeText(certificate(key))
                .writeUint64(1000)
                .toByteArray();
        assertIsFailed(Arrays.copyOf(install, install.length + more), "MalformedSshDataException");
    }

    @Test
    void anUnknownRequestIsRefused() {
        assertIsFailed(new byte[] {1}, "MalformedSshDataException");
        assertIsFailed(new SshWriter().writeByte(9).writeText("/tmp").toByteArray(), "an unknown request");
        assertIsFailed(new SshWriter().writeByte(4).writeText("\0").toByteArray(), "InvalidPathException");
    }

    private void assertIsFailed(byte[] request, String reason) {
        SshReader answer = new SshReader(sessions.answer(request));
        assertThat(answer.readByte()).isEqualTo(ServedSessions.FAILED);
        assertThat(answer.readText()).contains(reason);
    }
}
