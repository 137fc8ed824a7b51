package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.LocalNode;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workspaces on file systems without sockets, without programs, or without room. */
class UnusualDirectoriesTest {
    private static final Target MAIN = new Target(StandIn.PROJECT, "main");
    private static final String TEMPORARY = System.getProperty("java.io.tmpdir");

    /** A bind(2) that refuses Unix sockets in a directory, as some file systems do. */
    private static final String NO_SOCKETS = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <errno.h>
            #include <stdlib.h>
            #include <string.h>
            #include <sys/socket.h>
            #include <sys/un.h>
            int bind(int fd, const struct sockaddr *address, socklen_t length) {
                const char *path = ((const struct sockaddr_un *) address)->sun_path;
                const char *refused = getenv("NO_SOCKETS_IN");
                if (address->sa_family == AF_UNIX && refused && !strncmp(path, refused, strlen(refused))) {
                    errno = EPERM;
                    return -1;
                }
                return ((int (*)(int, const struct sockaddr *, socklen_t)) dlsym(RTLD_NEXT, "bind"))(fd, address, length);
            }
            """;

    @TempDir
    private Path directory;

    private final ControllerFixture controller = new ControllerFixture();
    private final List<Path> mounted = new ArrayList<>();
    private Path base;
    private LocalNode node;

    @BeforeEach
    void start() {
        base = directory.resolve("job@tmp");
        node = new LocalNode(base);
    }

    @AfterEach
    void stop() {
        controller.close();
        System.setProperty("java.io.tmpdir", TEMPORARY);
        mounted.forEach(path -> Command.of("umount", "-l", path.toString()).output());
    }

    @ParameterizedTest
    @EnumSource(names = {"AGENT", "FILES"})
    void whereNoProgramRunsTheSessionIsAmongTheTemporaryFiles(SshMode mode) throws Exception {
        mount(base, "noexec");

        Session session = controller.sessions.open(controller.token, mode, MAIN, node);

        assertThat(session.notes())
                .containsSubsequence(
                        "No program can be run from " + base + ": its file system is mounted with noexec.",
                        "SSH clients cannot use " + base + "/webpaas-" + session.id()
                                + ", because of its file system, its length or its characters: the session is in "
                                + TEMPORARY
                                + "/webpaas-" + session.id() + ", which containers on this node do not see.");
        assertLogsIn(session, "ssh \"$WEBPAAS_SSH_URL\" echo hello; git ls-remote -q \"$WEBPAAS_GIT_URL\"");
        close(session);
    }

    @ParameterizedTest
    @EnumSource(names = {"AGENT", "FILES"})
    @RequiresProgram("rsync")
    void whereNoProgramRunsAtAllGitAndRsyncFindTheSession(SshMode mode) throws Exception {
        mount(base, "noexec");
        Path temporary = directory.resolve("temporary");
        mount(temporary, "noexec");
        System.setProperty("java.io.tmpdir", temporary.toString());

        Session session = controller.sessions.open(controller.token, mode, MAIN, node);

        assertThat(session.directory()).isEqualTo(base + "/webpaas-" + session.id());
        assertThat(temporary.resolve("webpaas-" + session.id())).doesNotExist();
        assertThat(session.notes())
                .contains(
                        "The session's own ssh, scp and sftp cannot run on this node. git and rsync find the session; ssh, scp"
                                + " and sftp need -F \"$WEBPAAS_SSH_CONFIG\".");
        assertLogsIn(
                session,
                "git ls-remote -q \"$WEBPAAS_GIT_URL\"; touch x; rsync x \"$WEBPAAS_SSH_URL\":x;"
                        + " ssh -F \"$WEBPAAS_SSH_CONFIG\" \"$WEBPAAS_SSH_URL\" echo hello");
        close(session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ro", "size=4k"})
    void whatCannotBeWrittenIsSaidWithTheWayOut(String option) throws Exception {
        mount(base, option);
        if (option.startsWith("size")) {
            Files.write(base.resolve("large"), new byte[4096]);
        }

        assertThatExceptionOfType(NodeUnusableException.class)
                .isThrownBy(() -> controller.sessions.open(controller.token, SshMode.AGENT, MAIN, node))
                .withMessageStartingWith("The node cannot write " + base + "/webpaas-")
                .withMessageContaining(option.equals("ro") ? ": Read-only file system." : ": No space left on device.")
                .withMessageEndingWith("The directory must be one in which the node's user, "
                        + System.getProperty("user.name") + ", may write, and on a disk that has room")
                .withNoCause();
        assertThat(base).isDirectoryNotContaining("glob:**webpaas-*");
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsSaid() throws Exception {
        Files.createFile(base);

        assertThatExceptionOfType(NodeUnusableException.class)
                .isThrownBy(() -> controller.sessions.open(controller.token, SshMode.NONE, MAIN, node))
                .withMessageStartingWith(
                        "The node cannot write " + base + ", which the session needs: it is no directory. ");
    }

    @Test
    @RequiresProgram("cc")
    void whereNoSocketCanBeTheSessionIsAmongTheTemporaryFiles() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("t"));

        List<String> answer = openWithoutSockets(base, "-Djava.io.tmpdir=" + temporary);

        assertThat(answer)
                .containsExactly(
                        "agent",
                        temporary + "/webpaas-1",
                        "[No Unix socket can be in " + base + ": its file system says \"Operation not permitted\".]");
        assertThat(base).isEmptyDirectory();
        await().untilAsserted(() -> assertThat(temporary).isEmptyDirectory());
    }

    @Test
    @RequiresProgram("cc")
    void whereNoSocketCanBeAtAllKeyAndCertificateAreInFiles() throws Exception {
        List<String> answer =
                openWithoutSockets(directory, "-Djava.io.tmpdir=" + Files.createDirectory(directory.resolve("t")));

        assertThat(answer).startsWith("files", base + "/webpaas-1");
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void aJavaWithoutEd25519IsSaid() throws Exception {
        Path restricted = Files.writeString(
                directory.resolve("java.security"), "security.provider.1=SUN\nsecurity.provider.2=SunRsaSign\n");
        Process java = NodeProcess.builder(
                        NodeProcess.classes(NodeSessions.class),
                        base,
                        SshMode.AGENT,
                        "-Djava.security.properties==" + restricted)
                .redirectErrorStream(true)
                .start();

        assertThat(java.inputReader().lines())
                .first()
                .asString()
                .contains("NodeUnusableException: The Java in " + System.getProperty("java.home")
                        + " has no Ed25519, the algorithm of session keys")
                .endsWith("ssh: 'none', or No SSH in a form");
        assertThat(base).doesNotExist();
    }

    private void mount(Path mountPoint, String option) throws IOException {
        Files.createDirectory(mountPoint);
        assumeTrue(
                Command.of("mount", "-t", "tmpfs", "-o", option, "none", mountPoint.toString())
                                .run()
                                .exit()
                        == 0,
                "this user may not mount file systems");
        mounted.add(mountPoint);
    }

    private void assertLogsIn(Session session, String line) {
        assertThat(Command.shell("set -e; " + line)
                        .with(session.environment(Map.of()))
                        .in(directory)
                        .output())
                .contains("hello\n", "\trefs/heads/main\n");
    }

    private void close(Session session) throws Exception {
        controller.sessions.close(session, controller.token.service(), node);
        assertThat(base).isEmptyDirectory();
        assertThat(Path.of(session.directory())).doesNotExist();
    }

    /** Returns a node's SSH mode, session directory and notes if its file system refuses sockets in a directory. */
    private List<String> openWithoutSockets(Path withoutSockets, String option) throws Exception {
        Path library = directory.resolve("no_sockets.so");
        Command.of(
                        "cc",
                        "-shared",
                        "-fPIC",
                        "-o",
                        library.toString(),
                        Files.writeString(directory.resolve("no_sockets.c"), NO_SOCKETS)
                                .toString())
                .output();
        ProcessBuilder builder =
                NodeProcess.builder(NodeProcess.classes(NodeSessions.class), base, SshMode.AGENT, option);
        builder.environment()
                .putAll(Map.of("LD_PRELOAD", library.toString(), "NO_SOCKETS_IN", withoutSockets.toString()));
        Process java = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = java.inputReader(StandardCharsets.UTF_8)) {
            String certificate = new UserAuthority(Files.createDirectory(directory.resolve("authority")))
                    .sign(out.readLine(), "bot")
                    .line();
            java.getOutputStream().write((certificate + "\nPT1H\n").getBytes(StandardCharsets.UTF_8));
            java.getOutputStream().close();
            List<String> answer = out.lines().toList();
            assertThat(java.waitFor()).isZero();
            return answer;
        }
    }
}
