package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SSH agent in a process of its own, with nodes in JVMs of their own. */
class AgentProcessTest {
    @TempDir
    private Path directory;

    private final List<NodeJvm> nodes = new ArrayList<>();
    private UserAuthority authority;
    private Path temporary;

    @BeforeEach
    void prepare() throws Exception {
        authority = new UserAuthority(Files.createDirectory(directory.resolve("ca")));
        temporary = Files.createDirectory(directory.resolve("tmp"));
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.process.destroyForcibly());
        agents().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void outlivesTheNodesJavaAndGoesOnWithTheSameKeyWhenAnotherComes() throws Exception {
        NodeJvm first = node("a");
        String key = first.open();
        first.kill();
        assertThat(list(first)).hasLineCount(1).contains("bot (ED25519-CERT)");

        NodeJvm second = node("a");
        assertThat(second.open()).isEqualTo(key);
        assertThat(list(second)).hasLineCount(1).contains("bot (ED25519-CERT)");
        second.close();

        assertThat(directory.resolve("a")).isEmptyDirectory();
        await().untilAsserted(() -> assertThat(agents()).isEmpty());
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void oneProcessServesAllSessionsOfTheUser() throws Exception {
        NodeJvm one = node("a");
        NodeJvm other = node("b");
        assertThat(one.open()).isNotEqualTo(other.open());

        await().untilAsserted(() -> assertThat(agents()).hasSize(1));
        one.close();
        assertThat(list(other)).contains("bot (ED25519-CERT)");
        assertThat(directory.resolve("a")).isEmptyDirectory();
        other.close();
    }

    @Test
    void startsOnceWhenManySessionsOpenAtATime() throws Exception {
        List<NodeJvm> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(node("n" + i));
        }
        for (NodeJvm node : all) {
            node.open();
        }
        await().untilAsserted(() -> assertThat(agents()).hasSize(1));
        for (NodeJvm node : all) {
            assertThat(node.notes).isEqualTo("[]");
            assertThat(list(node)).contains("bot (ED25519-CERT)");
            node.close();
        }
    }

    @Test
    void isApartFromTheNode() throws Exception {
        NodeJvm node = node("a", Map.of("JENKINS_NODE_COOKIE", "x", "BUILD_TAG", "jenkins-x-1", "SECRET", "s3"));
        node.open();
        ProcessHandle agent = agents().get(0);

        assertThat(node.process.descendants()).doesNotContain(agent);
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc");
        Path proc = Path.of("/proc/" + agent.pid());
        assertThat(Files.readString(proc.resolve("environ")).split("\0"))
                .allMatch(variable -> variable.matches("(?s)(PATH|HOME|LD_LIBRARY_PATH|PWD|SHLVL|OLDPWD|_)=.*"));
        for (String stream : List.of("0", "1", "2")) {
            assertThat(Files.readSymbolicLink(proc.resolve("fd/" + stream))).hasToString("/dev/null");
        }
        String[] stat = Files.readString(proc.resolve("stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ");
        assertThat(stat[3]).as("process session").isEqualTo(Long.toString(agent.pid()));
        node.close();
    }

    @Test
    void whenTheProcessWasKilledTheSessionIsMadeAgain() throws Exception {
        NodeJvm first = node("a");
        String key = first.open();
        agents().forEach(ProcessHandle::destroyForcibly);
        await().untilAsserted(() -> assertThat(agents()).isEmpty());
        first.kill();

        NodeJvm second = node("a");
        assertThat(second.open()).isNotEqualTo(key);
        assertThat(list(second)).contains("bot (ED25519-CERT)");
        second.close();
        await().untilAsserted(() -> assertThat(temporary).isEmptyDirectory());
    }

    /** Stops the process with SIGSTOP. A node opens a session without the process, and another node notices the loss. */
    @Test
    void aProcessThatHangsHoldsNodesUpOnce() throws Exception {
        NodeJvm first = node("a");
        first.open();
        signal("STOP");
        try {
            NodeJvm second = node("b");
            second.open();

            assertThat(second.notes).contains("no answer at " + own());
            assertThat(list(second)).contains("bot (ED25519-CERT)");
            assertThat(second.ask("another")).contains("its process hangs");
            assertThat(first.ask("news")).contains("loss=SSH_AGENT");
            second.close();
        } finally {
            signal("CONT");
        }
    }

    private void signal(String name) {
        agents().forEach(agent ->
                Command.of("kill", "-" + name, "" + agent.pid()).output());
    }

    @Test
    void endsWithTheLastCertificateAndLeavesNoFileOfItsOwn() throws Exception {
        NodeJvm node = node("a");
        node.open("PT3S");
        node.kill();

        await().untilAsserted(() -> assertThat(agents()).isEmpty());
        assertThat(temporary).isEmptyDirectory();
        assertThat(directory.resolve("a/webpaas-1/agent")).doesNotExist();
    }

    @Test
    void withoutAShellTheSshAgentIsInTheNodesJava() throws Exception {
        NodeJvm node = node("a", Map.of("PATH", "/nonexistent"));
        node.open();

        assertThat(node.notes).contains("Cannot run program \"sh\"");
        assertThat(agents()).isEmpty();
        assertThat(list(node)).contains("bot (ED25519-CERT)");
        node.close();
        assertThat(directory.resolve("a")).isEmptyDirectory();
        assertThat(temporary).isEmptyDirectory();
    }

    /** Other users may make the directory first, since its name is predictable and all users write temporary files. */
    @Test
    void aDirectoryOfAnotherUserIsNotUsed() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can make files of other users");
        NodeJvm first = node("a");
        first.open();
        first.close();
        Path agentDirectory = own();
        await().untilAsserted(() -> assertThat(agentDirectory).doesNotExist());
        Files.createDirectory(
                agentDirectory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        Files.setOwner(
                agentDirectory,
                agentDirectory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

        NodeJvm second = node("b");
        second.open();

        assertThat(second.notes).contains("belongs to another user");
        assertThat(list(second)).contains("bot (ED25519-CERT)");
        second.close();
    }

    private Path own() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("webpaas-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<ProcessHandle> agents() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .matches("\\S+/java .*SshAgentProcess " + temporary + ".*"))
                .toList();
    }

    private static String list(NodeJvm node) {
        return Command.of("ssh-add", "-l")
                .with(Map.of("SSH_AUTH_SOCK", node.session + "/agent"))
                .run()
                .output();
    }

    private NodeJvm node(String base) throws Exception {
        return node(base, Map.of());
    }

    private NodeJvm node(String base, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = NodeProcess.builder(
                        NodeProcess.classes(NodeSessions.class),
                        directory.resolve(base),
                        SshMode.AGENT,
                        "-Djava.io.tmpdir=" + temporary)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        NodeJvm node = new NodeJvm(builder.start());
        nodes.add(node);
        return node;
    }

    private final class NodeJvm {
        private final Process process;
        private final BufferedReader out;
        private final Writer in;
        private String session;
        private String notes;

        NodeJvm(Process process) {
            this.process = process;
            out = process.inputReader();
            in = process.outputWriter();
        }

        String open() throws Exception {
            return open("PT1H");
        }

        /** @return the public key */
        String open(String lifetime) throws Exception {
            String key = out.readLine();
            in.write(authority.sign(key, "bot").line() + "\n" + lifetime + "\n");
            in.flush();
            assertThat(out.readLine()).isEqualTo("agent");
            session = out.readLine();
            notes = out.readLine();
            return key;
        }

        /** @return the answer */
        String ask(String line) throws Exception {
            in.write(line + "\n");
            in.flush();
            return out.readLine();
        }

        void kill() throws Exception {
            process.destroyForcibly().waitFor();
        }

        void close() throws Exception {
            in.close();
            assertThat(process.waitFor()).isZero();
        }
    }
}
