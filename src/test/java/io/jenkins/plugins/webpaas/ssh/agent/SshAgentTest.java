package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Identities, signatures and the end of the SSH agent, as OpenSSH's ssh-add and a simple client see them. */
class SshAgentTest {
    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private AgentFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new AgentFixture(directory, hostKey -> true);
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
        fixture.close();
    }

    @Test
    void listsItsOneCertificateAndNoMore() throws Exception {
        fixture.install("bot", Duration.ofHours(1));

        assertThat(fixture.sshAdd("-l").output()).matches("256 SHA256:\\S+ bot \\(ED25519-CERT\\)\n");
        assertThat(fixture.sshAdd("-L").output().split(" "))
                .startsWith(Files.readString(fixture.certificateFile()).split(" ")[0])
                .contains(Files.readString(fixture.certificateFile()).split(" ")[1]);
    }

    @Test
    void refusesEveryChange() throws Exception {
        fixture.install("bot", Duration.ofHours(1));
        Path other = directory.resolve("other");
        Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other.toString())
                .output();

        assertThat(fixture.sshAdd(other.toString()).output()).contains("agent refused operation");
        assertThat(fixture.sshAdd("-D").output()).contains("Failed to remove all identities");
        assertThat(fixture.sshAdd("-d", other.toString()).exit()).isNotZero();
        assertThat(Command.shell("printf 'a\\na\\n' > in; SSH_ASKPASS_REQUIRE=force SSH_ASKPASS=./ask ssh-add -x")
                        .in(askpass())
                        .with(fixture.variables())
                        .run()
                        .output())
                .contains("Failed to lock agent");
        assertThat(fixture.sshAdd("-l").output()).hasLineCount(1).contains("ED25519-CERT");
    }

    @Test
    void replacesTheCertificateInPlaceAndStillSignsWithTheOneJustListed() throws Exception {
        fixture.install("first", Duration.ofHours(1));
        byte[] first = listedCertificate();
        fixture.install("second", Duration.ofHours(1));

        assertThat(fixture.sshAdd("-l").output()).hasLineCount(1).contains(" second ");
        assertThat(fixture.ask(AgentRequests.signLogin(first))[0]).isEqualTo((byte) AgentProtocol.SIGN_RESPONSE);
        fixture.install("third", Duration.ofHours(1));
        assertThat(fixture.ask(AgentRequests.signLogin(first))[0]).isEqualTo((byte) AgentProtocol.FAILURE);
    }

    @Test
    void clientsWaitForTheFirstCertificate() throws Exception {
        try (AgentClient client = fixture.connect()) {
            client.send(AgentClient.LIST_FRAME);
            Future<byte[]> answer = executor.submit(client::answer);
            await().during(Duration.ofMillis(300)).until(() -> !answer.isDone());

            fixture.agent().putIdentity(fixture.identity("bot", Duration.ofHours(1)));

            assertThat(answer.get(Patience.SECONDS, TimeUnit.SECONDS))
                    .startsWith(AgentProtocol.IDENTITIES_ANSWER, 0, 0, 0, 1);
        }
    }

    @Test
    void isOverIfTheFirstCertificateDoesNotComeInTime() {
        IdentitySlot slot = new IdentitySlot(Duration.ofMillis(50));
        AgentProtocol early = new AgentProtocol(slot, hostKey -> true, false, new SshAgent.RefusalLog());

        assertThat(early.answer(AgentClient.LIST)).containsExactly(AgentProtocol.IDENTITIES_ANSWER, 0, 0, 0, 0);
        assertThat(early.answer(AgentRequests.signLogin(new byte[] {1}))).containsExactly(AgentProtocol.FAILURE);
        await().until(slot::isOver);
    }

    @Test
    void closesItselfWhenTheCertificateEnds() throws Exception {
        fixture.install("bot", Duration.ofHours(1));
        assertThat(listedCertificate()).isNotEmpty();
        fixture.install("bot", Duration.ofMillis(300));

        await().untilAsserted(() -> assertThat(fixture.socket()).doesNotExist());
        assertThat(fixture.agent().isOpen()).isFalse();
    }

    @Test
    void signsNothingAfterTheEnd() throws Exception {
        IdentitySlot slot = new IdentitySlot();
        slot.put(fixture.identity("bot", Duration.ZERO));
        SshAgent.RefusalLog refusals = new SshAgent.RefusalLog();
        AgentProtocol late = new AgentProtocol(slot, hostKey -> true, false, refusals);

        assertThat(late.answer(
                        AgentRequests.signLogin(slot.current().certificate().blob())))
                .containsExactly(AgentProtocol.FAILURE);
        assertThat(late.answer(AgentClient.LIST)).containsExactly(AgentProtocol.IDENTITIES_ANSWER, 0, 0, 0, 0);
        assertThat(refusals.take()).containsExactly("the certificate has expired");
    }

    @Test
    void signsNothingButLogins() throws Exception {
        fixture.install("bot", Duration.ofHours(1));
        byte[] anything = new SshWriter()
                .writeByte(AgentProtocol.SIGN_REQUEST)
                .writeString(listedCertificate())
                .writeText("a git commit, say")
                .writeUint32(0)
                .toByteArray();

        assertThat(fixture.ask(anything)).containsExactly(AgentProtocol.FAILURE);
        String certificate = fixture.certificateFile().toString();
        assertThat(fixture.sshAdd("-T", certificate).output()).contains("agent refused operation");
        Command.Result signed = Command.of("ssh-keygen", "-Y", "sign", "-n", "file", "-f", certificate, certificate)
                .with(fixture.variables())
                .run();
        assertThat(signed.exit()).isNotZero();
        assertThat(signed.output()).contains("agent refused operation");
    }

    @Test
    void leavesNeitherThreadNorFileWhenClosed() throws Exception {
        fixture.install("bot", Duration.ofHours(1));
        try (AgentClient waiting = fixture.connect()) {
            assertThat(waiting.ask(AgentClient.LIST)).isNotEmpty();
            List<Thread> threads = fixture.threads();

            fixture.agent().close();
            fixture.agent().close();

            assertThat(fixture.home()).isEmptyDirectory();
            assertThat(threads).isNotEmpty();
            await().untilAsserted(() -> assertThat(threads).noneMatch(Thread::isAlive));
            assertThat(waiting.isHungUp()).isTrue();
        }
    }

    @Test
    void takesOverThePathOfAnotherWhichThenCloses() throws Exception {
        fixture.install("old", Duration.ofHours(1));
        try (SshAgent next = SshAgent.start(fixture.home(), hostKey -> true, false)) {
            next.putIdentity(fixture.identity("new", Duration.ofHours(1)));
            assertThat(fixture.sshAdd("-l").output()).contains(" new ");
            await().untilAsserted(() -> assertThat(fixture.agent().isOpen()).isFalse());
            assertThat(fixture.sshAdd("-l").output())
                    .as("after the end of the old SSH agent")
                    .contains(" new ");
        }
    }

    private Path askpass() throws Exception {
        Path home = Files.createDirectory(directory.resolve("askpass"));
        Path script = Files.writeString(home.resolve("ask"), "#!/bin/sh\necho secret\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return home;
    }

    private byte[] listedCertificate() throws Exception {
        SshReader answer = new SshReader(fixture.ask(AgentClient.LIST));
        assertThat(answer.readByte()).isEqualTo(AgentProtocol.IDENTITIES_ANSWER);
        assertThat(answer.readUint32()).isOne();
        return answer.readString();
    }
}
