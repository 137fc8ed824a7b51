package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.Patience;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SSH agent as OpenSSH's own ssh-add, and a client without manners, find it. */
class SshAgentTest {
    @TempDir
    private Path directory;

    private final SshKeyPair key = SshKeyPair.generate();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private UserAuthority authority;
    private Path socket;
    private SshAgent agent;

    @BeforeEach
    void start() throws Exception {
        authority = new UserAuthority(Files.createDirectory(directory.resolve("authority")));
        socket = Files.createDirectory(
                        directory.resolve("s"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                .resolve("agent");
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
        if (agent != null) {
            agent.close();
        }
    }

    @Test
    void listsItsOneCertificateAndNoMore() throws Exception {
        install("bot", Duration.ofHours(1));

        assertThat(sshAdd("-l").output()).matches("256 SHA256:\\S+ bot \\(ED25519-CERT\\)\n");
        assertThat(sshAdd("-L").output().split(" "))
                .startsWith(Files.readString(Path.of(certified())).split(" ")[0])
                .contains(Files.readString(Path.of(certified())).split(" ")[1]);
    }

    @Test
    void refusesEveryChange() throws Exception {
        install("bot", Duration.ofHours(1));
        Path other = directory.resolve("other");
        Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other.toString())
                .output();

        assertThat(sshAdd(other.toString()).output()).contains("agent refused operation");
        assertThat(sshAdd("-D").output()).contains("Failed to remove all identities");
        assertThat(sshAdd("-d", other.toString()).exit()).isNotZero();
        assertThat(Command.shell("printf 'a\\na\\n' > in; SSH_ASKPASS_REQUIRE=force SSH_ASKPASS=./ask ssh-add -x")
                        .in(askpass())
                        .with(environment())
                        .run()
                        .output())
                .contains("Failed to lock agent");
        assertThat(sshAdd("-l").output()).hasLineCount(1).contains("ED25519-CERT");
    }

    @Test
    void replacesTheCertificateInPlaceAndStillSignsWithTheOneJustListed() throws Exception {
        install("first", Duration.ofHours(1));
        byte[] first = listed();
        install("second", Duration.ofHours(1));

        assertThat(sshAdd("-l").output()).hasLineCount(1).contains(" second ");
        assertThat(ask(signRequest(first))[0]).isEqualTo((byte) AgentMessage.SIGN_RESPONSE);
        install("third", Duration.ofHours(1));
        assertThat(ask(signRequest(first))[0]).isEqualTo((byte) AgentMessage.FAILURE);
    }

    @Test
    void clientsWaitForTheFirstCertificate() throws Exception {
        agent = SshAgent.start(socket.getParent(), hostKey -> true, false);
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, AgentMessage.REQUEST_IDENTITIES}));
            Future<byte[]> answer = executor.submit(() -> answer(client));
            await().during(Duration.ofMillis(300)).until(() -> !answer.isDone());

            agent.putIdentity(identity("bot", Duration.ofHours(1)));

            assertThat(answer.get(Patience.SECONDS, TimeUnit.SECONDS))
                    .startsWith(AgentMessage.IDENTITIES_ANSWER, 0, 0, 0, 1);
        }
    }

    @Test
    void aCertificateThatDoesNotComeIsWaitedForInVain() {
        IdentitySlot slot = new IdentitySlot(Duration.ofMillis(50));
        AgentProtocol early = new AgentProtocol(slot, hostKey -> true, false, new RefusalLog());

        assertThat(early.answer(new byte[] {AgentMessage.REQUEST_IDENTITIES}))
                .containsExactly(AgentMessage.IDENTITIES_ANSWER, 0, 0, 0, 0);
        assertThat(early.answer(signRequest(new byte[] {1}))).containsExactly(AgentMessage.FAILURE);
        await().until(slot::isOver);
    }

    @Test
    void closesItselfWhenTheCertificateEnds() throws Exception {
        install("bot", Duration.ofHours(1));
        assertThat(listed()).isNotEmpty();
        install("bot", Duration.ofMillis(300));

        await().untilAsserted(() -> assertThat(socket).doesNotExist());
        assertThat(agent.isOpen()).isFalse();
    }

    @Test
    void signsNothingAfterTheEnd() throws Exception {
        IdentitySlot slot = new IdentitySlot();
        slot.put(identity("bot", Duration.ZERO));
        RefusalLog refusals = new RefusalLog();
        AgentProtocol late = new AgentProtocol(slot, hostKey -> true, false, refusals);

        assertThat(late.answer(signRequest(slot.current().blob()))).containsExactly(AgentMessage.FAILURE);
        assertThat(late.answer(new byte[] {AgentMessage.REQUEST_IDENTITIES}))
                .containsExactly(AgentMessage.IDENTITIES_ANSWER, 0, 0, 0, 0);
        assertThat(refusals.take()).containsExactly("the certificate has expired");
    }

    @Test
    void signsNothingButLogins() throws Exception {
        install("bot", Duration.ofHours(1));
        byte[] anything = new SshWriter()
                .writeByte(AgentMessage.SIGN_REQUEST)
                .writeString(listed())
                .writeText("a git commit, say")
                .writeUint32(0)
                .toByteArray();

        assertThat(ask(anything)).containsExactly(AgentMessage.FAILURE);
        assertThat(sshAdd("-T", certified()).output()).contains("agent refused operation");
        Command.Result signed = Command.of("ssh-keygen", "-Y", "sign", "-n", "file", "-f", certified(), certified())
                .with(environment())
                .run();
        assertThat(signed.exit()).isNotZero();
        assertThat(signed.output()).contains("agent refused operation");
    }

    @Test
    void leavesNeitherThreadNorFileWhenClosed() throws Exception {
        install("bot", Duration.ofHours(1));
        try (SocketChannel waiting = connect()) {
            waiting.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, AgentMessage.REQUEST_IDENTITIES}));
            assertThat(answer(waiting)).isNotEmpty();

            agent.close();
            agent.close();

            assertThat(socket.getParent()).isEmptyDirectory();
            assertThat(threads()).isEmpty();
            assertThat(waiting.read(ByteBuffer.allocate(1))).as("end of stream").isNegative();
        }
    }

    @Test
    void hangsUpOnAbsurdFramesAndServesTheNextClient() throws Exception {
        install("bot", Duration.ofHours(1));
        for (int length : new int[] {0, -1, 100_000_000, 256 * 1024 + 1}) {
            try (SocketChannel client = connect()) {
                client.write(ByteBuffer.allocate(4).putInt(length).flip());
                assertThat(client.read(ByteBuffer.allocate(1)))
                        .as("frame of %d", length)
                        .isNegative();
            }
        }
        assertThat(sshAdd("-l").exit()).isZero();
    }

    @Test
    void servesMoreClientsThanItTakesAtATime() throws Exception {
        install("bot", Duration.ofHours(1));
        List<SocketChannel> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 256; i++) {
                idle.add(connect());
            }
            for (int round = 0; round < 500; round++) {
                try (SocketChannel next = connect()) {
                    next.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, AgentMessage.REQUEST_IDENTITIES}));
                    idle.remove(idle.size() - 1).close();
                    assertThat(answer(next)[0]).isEqualTo((byte) AgentMessage.IDENTITIES_ANSWER);
                    idle.add(connect());
                }
            }
            assertThat(threads()).hasSizeLessThanOrEqualTo(4);
        } finally {
            for (SocketChannel client : idle) {
                client.close();
            }
        }
        assertThat(agent.isOpen()).isTrue();
    }

    /** While they are spread over threads, which happens every second. */
    @Test
    void clientsThatStayAreAllServed() throws Exception {
        install("bot", Duration.ofHours(1));
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            clients.add(executor.submit(() -> {
                while (System.nanoTime() < end) {
                    try (SocketChannel client = connect()) {
                        for (int request = 0; request < 20_000 && System.nanoTime() < end; request++) {
                            client.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, AgentMessage.REQUEST_IDENTITIES}));
                            assertThat(answer(client)[0]).isEqualTo((byte) AgentMessage.IDENTITIES_ANSWER);
                        }
                    }
                }
                return null;
            }));
        }
        for (Future<?> client : clients) {
            client.get(Patience.SECONDS, TimeUnit.SECONDS);
        }
        assertThat(agent.isOpen()).isTrue();
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(socket.toString()))
                .toList();
    }

    @Test
    void aClientThatAsksOnAndOnBeforeItReadsGetsEveryAnswerAndHoldsUpNobody() throws Exception {
        install("bot", Duration.ofHours(1));
        int many = 20_000;
        try (SocketChannel greedy = connect()) {
            Future<?> asking = executor.submit(() -> {
                for (int i = 0; i < many; i++) {
                    greedy.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, AgentMessage.REQUEST_IDENTITIES}));
                }
                return null;
            });
            await().during(Duration.ofMillis(300)).until(() -> !asking.isDone());
            assertThat(sshAdd("-l").exit()).isZero();
            for (int i = 0; i < many; i++) {
                assertThat(answer(greedy)[0]).isEqualTo((byte) AgentMessage.IDENTITIES_ANSWER);
            }
            asking.get(Patience.SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void answersARequestThatComesByteByByte() throws Exception {
        install("bot", Duration.ofHours(1));
        try (SocketChannel client = connect()) {
            for (byte b : new byte[] {0, 0, 0, 1, AgentMessage.REQUEST_IDENTITIES}) {
                client.write(ByteBuffer.wrap(new byte[] {b}));
            }
            assertThat(answer(client)[0]).isEqualTo((byte) AgentMessage.IDENTITIES_ANSWER);
        }
    }

    @Test
    @RequiresProgram("runuser")
    void keepsOtherUsersOut() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "This test needs root, to become another user");
        install("bot", Duration.ofHours(1));
        for (Path path = socket; path != null; path = path.getParent()) {
            if (path.startsWith(directory)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }

        Command.Result nobody = Command.of("runuser", "-u", "nobody", "--", "ssh-add", "-l")
                .with(environment())
                .run();

        assertThat(nobody.exit()).isNotZero();
        assertThat(nobody.output()).doesNotContain("ED25519-CERT");
        assertThat(agent.takeRefusals()).containsExactly("a client of another user of the node");
    }

    @Test
    void takesOverThePathOfAnotherWhichThenCloses() throws Exception {
        install("old", Duration.ofHours(1));
        try (SshAgent next = start("new", Duration.ofHours(1))) {
            assertThat(sshAdd("-l").output()).contains(" new ");
            await().untilAsserted(() -> assertThat(agent.isOpen()).isFalse());
            assertThat(sshAdd("-l").output())
                    .as("the old one's end takes nothing away")
                    .contains(" new ");
        }
    }

    private void install(String keyId, Duration lifetime) throws Exception {
        if (agent == null) {
            agent = start(keyId, lifetime);
        } else {
            agent.putIdentity(identity(keyId, lifetime));
        }
    }

    private SshAgent start(String keyId, Duration lifetime) throws Exception {
        SshAgent started = SshAgent.start(socket.getParent(), hostKey -> true, false);
        started.putIdentity(identity(keyId, lifetime));
        return started;
    }

    private Identity identity(String keyId, Duration lifetime) throws Exception {
        return new Identity(key, authority.sign(key.publicLine("x"), keyId), lifetime);
    }

    private String certified() {
        return directory.resolve("authority/key-cert.pub").toString();
    }

    private Path askpass() throws Exception {
        Path home = Files.createDirectory(directory.resolve("askpass"));
        Path script = Files.writeString(home.resolve("ask"), "#!/bin/sh\necho secret\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return home;
    }

    private Map<String, String> environment() {
        return Map.of("SSH_AUTH_SOCK", socket.toString());
    }

    private Command.Result sshAdd(String... options) {
        String[] words = new String[options.length + 1];
        words[0] = "ssh-add";
        System.arraycopy(options, 0, words, 1, options.length);
        return Command.of(words).with(environment()).run();
    }

    /** A login without a word about the host, as older clients ask for it. */
    private static byte[] signRequest(byte[] certificate) {
        byte[] login = new SshWriter()
                .writeText("session")
                .writeByte(50)
                .writeText("user")
                .writeText("ssh-connection")
                .writeText("publickey")
                .writeByte(1)
                .writeText("ssh-ed25519-cert-v01@openssh.com")
                .writeString(certificate)
                .toByteArray();
        return new SshWriter()
                .writeByte(AgentMessage.SIGN_REQUEST)
                .writeString(certificate)
                .writeString(login)
                .writeUint32(0)
                .toByteArray();
    }

    private byte[] listed() throws Exception {
        SshReader answer = new SshReader(ask(new byte[] {AgentMessage.REQUEST_IDENTITIES}));
        assertThat(answer.readByte()).isEqualTo(AgentMessage.IDENTITIES_ANSWER);
        assertThat(answer.readUint32()).isOne();
        return answer.readString();
    }

    private byte[] ask(byte[] request) throws Exception {
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap(new SshWriter().writeString(request).toByteArray()));
            return answer(client);
        }
    }

    private static byte[] answer(SocketChannel client) throws Exception {
        ByteBuffer length = read(client, 4);
        return read(client, length.getInt()).array();
    }

    private static ByteBuffer read(SocketChannel client, int bytes) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && client.read(buffer) >= 0) {}
        return buffer.flip();
    }

    private SocketChannel connect() throws Exception {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        client.connect(UnixDomainSocketAddress.of(socket));
        return client;
    }
}
