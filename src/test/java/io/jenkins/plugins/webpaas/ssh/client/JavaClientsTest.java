package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.SSHAgentConnector;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.ssh.agent.Identity;
import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.Patience;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.SshDaemon;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SSH clients in Java that other plugins and tools use. sshj cannot use SSH agents. */
@RequiresProgram("sshd")
class JavaClientsTest {
    private static final String USER = System.getProperty("user.name");

    @TempDir
    private Path directory;

    private SshDaemon sshd;
    private final SshKeyPair key = SshKeyPair.generate();
    private SshAgent agent;
    private Certificate certificate;
    private Path socket;

    @BeforeEach
    void start() throws Exception {
        UserAuthority authority = new UserAuthority(Files.createDirectory(directory.resolve("authority")));
        sshd = new SshDaemon(Files.createDirectory(directory.resolve("sshd")), "ed25519", authority);
        certificate = authority.sign(key.publicLine("x"), "bot", "-n", USER, "-V", "+1h");
        Path session = directory.resolve("session");
        PrivateFiles.claimDirectory(session);
        agent = SshAgent.start(session, hostKey -> false, false);
        agent.putIdentity(new Identity(key, certificate, Duration.ofHours(1)));
        socket = session.resolve(SshAgent.SOCKET);
    }

    @AfterEach
    void stop() {
        agent.close();
        sshd.close();
    }

    /**
     * Compares the answers alone. MINA cannot log in with a certificate of any SSH agent, because MINA expects the signature's type to
     * be that of the certificate.
     */
    @Test
    void minaGetsTheSameAnswersAsFromOpenSshsAgent() throws Exception {
        Path file = directory.resolve("key");
        PrivateFiles.write(file, key.privateFile("x"));
        Files.writeString(directory.resolve("key-cert.pub"), certificate.line() + "\n");
        Path other = directory.resolve("o");
        Process openSsh = new ProcessBuilder("ssh-agent", "-D", "-a", other.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("ssh-agent.log").toFile())
                .start();
        try (MinaAgent ours = new MinaAgent(socket)) {
            await().until(() -> Files.exists(other));
            Command.of("ssh-add", file.toString())
                    .with(Map.of("SSH_AUTH_SOCK", other.toString()))
                    .output();
            PublicKey listed = ours.getIdentities().iterator().next().getKey();
            try (MinaAgent theirs = new MinaAgent(other)) {
                var answer = ours.sign(null, listed, Certificate.KEY_TYPE, login());
                var same = theirs.sign(null, listed, Certificate.KEY_TYPE, login());

                assertThat(answer.getKey()).isEqualTo(same.getKey()).isEqualTo("ssh-ed25519");
                assertThat(answer.getValue()).isEqualTo(same.getValue()).hasSize(64);
            }
        } finally {
            openSsh.destroy();
        }
    }

    private byte[] login() {
        return new SshWriter()
                .writeText("session")
                .writeByte(50)
                .writeText(USER)
                .writeText("ssh-connection")
                .writeText("publickey")
                .writeByte(1)
                .writeText(Certificate.KEY_TYPE)
                .writeString(certificate.blob())
                .toByteArray();
    }

    @Test
    void minaListsAndGetsNothingElse() throws Exception {
        try (MinaAgent mina = new MinaAgent(socket)) {
            Map.Entry<PublicKey, String> identity =
                    mina.getIdentities().iterator().next();
            KeyPair other = KeyPairGenerator.getInstance("RSA").generateKeyPair();

            assertThat(mina.getIdentities()).hasSize(1);
            assertThat(identity.getValue()).isEqualTo("bot");
            assertThat(identity.getKey()).isInstanceOf(OpenSshCertificate.class);
            assertThatThrownBy(() -> mina.sign(null, identity.getKey(), Certificate.KEY_TYPE, new byte[32]))
                    .hasMessageContaining("FAILURE");
            assertThatThrownBy(() -> mina.addIdentity(other, "x")).hasMessageContaining("FAILURE");
            assertThatThrownBy(() -> mina.removeIdentity(identity.getKey())).hasMessageContaining("FAILURE");
            assertThatThrownBy(mina::removeAllIdentities).hasMessageContaining("FAILURE");
            assertThat(mina.getIdentities()).hasSize(1);
        }
    }

    @Test
    void jschLogsIn() throws Exception {
        JSch jsch = new JSch();
        jsch.setIdentityRepository(new AgentIdentityRepository(new SSHAgentConnector(socket)));
        com.jcraft.jsch.Session session = jsch.getSession(USER, "127.0.0.1", sshd.port());
        session.setConfig("StrictHostKeyChecking", "no");
        session.setConfig("PreferredAuthentications", "publickey");
        session.setConfig("PubkeyAcceptedAlgorithms", Certificate.KEY_TYPE);
        session.connect(Patience.SECONDS * 1000);
        try {
            ChannelExec exec = (ChannelExec) session.openChannel("exec");
            exec.setCommand("echo hello");
            var output = exec.getInputStream();
            exec.connect();

            assertThat(new String(output.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("hello\n");
        } finally {
            session.disconnect();
        }
        assertThat(sshd.logged()).contains("Accepted publickey", "ID bot");
    }

    @Test
    void jschListsAndGetsNothingElse() throws Exception {
        AgentIdentityRepository jsch = new AgentIdentityRepository(new SSHAgentConnector(socket));
        com.jcraft.jsch.Identity identity = jsch.getIdentities().get(0);

        assertThat(jsch.getStatus()).isEqualTo(com.jcraft.jsch.IdentityRepository.RUNNING);
        assertThat(jsch.getIdentities()).hasSize(1);
        assertThat(identity.getPublicKeyBlob()).isEqualTo(certificate.blob());
        assertThat(identity.getSignature(new byte[32], Certificate.KEY_TYPE)).isNull();
        assertThat(jsch.remove(certificate.blob())).isFalse();
        jsch.removeAll();
        assertThat(jsch.getIdentities()).hasSize(1);
    }
}
