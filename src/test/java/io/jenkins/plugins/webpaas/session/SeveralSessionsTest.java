package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The variables of a build with several sessions: in nested blocks, or on nodes with different operating systems. */
class SeveralSessionsTest {
    private static final String WINDOWS = "C:\\jenkins\\workspace\\shop@tmp";
    private static final String LINUX = "/home/jenkins/workspace/shop@tmp";
    private static final String KEY = "ssh-ed25519 " + "A".repeat(68) + " jenkins";

    private static Session session(String id, String base, SshMode ssh) throws IOException {
        char separator = base.equals(WINDOWS) ? '\\' : '/';
        NodeSide.Request request =
                new NodeSide.Request(id, base, ssh, HostKeys.trusted(Service.UPSUN.ssh(), List.of()));
        CheckedNodeAnswer answer = CheckedNodeAnswer.of(
                request, new NodeSide.Opened(base + separator + "webpaas-" + id, ssh, KEY, true, List.of()));
        return new Session(id, answer, SessionVariables.onNode(answer, Service.UPSUN.cli()));
    }

    /** Applies variables as Jenkins does. */
    private static void override(Map<String, String> environment, Map<String, String> variables, String separator) {
        variables.forEach((name, value) -> {
            if (name.equals("PATH+WEBPAAS")) {
                environment.merge("PATH", value, (path, ignored) -> value + separator + path);
            } else {
                environment.put(name, value);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"AGENT", "FILES"})
    void anInnerBlocksClientsUseTheInnerSession(SshMode mode) throws Exception {
        for (String base : List.of(WINDOWS, LINUX)) {
            Session outer = session("outer", base, mode);
            Session inner = session("inner", base, mode);
            Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/usr/bin"));
            override(environment, outer.environment(environment), ":");

            outer.removeFrom(environment);

            assertThat(inner.conflicts(environment)).isEmpty();
            override(environment, inner.environment(environment), ":");
            assertThat(environment.values()).noneMatch(value -> value.contains("outer"));
            assertThat(environment.keySet())
                    .contains(base.equals(WINDOWS) ? "GIT_SSH_COMMAND" : "GIT_SSH", "RSYNC_RSH");
        }
    }

    /** The block is within {@code sshagent}. */
    @Test
    void theSshAgentFromBeforeAllBlocksIsKept() throws Exception {
        Session outer = session("outer", LINUX, SshMode.AGENT);
        Map<String, String> environment = new TreeMap<>(Map.of("SSH_AUTH_SOCK", "/tmp/before"));
        assertThat(outer.conflicts(environment))
                .singleElement()
                .asString()
                .contains("at /tmp/before, which SSH_AUTH_SOCK named before the session");
        override(environment, outer.environment(environment), ":");
        override(environment, outer.environment(environment), ":");
        assertThat(environment).containsEntry("WEBPAAS_OUTER_SSH_AUTH_SOCK", "/tmp/before");

        outer.removeFrom(environment);

        assertThat(environment)
                .containsEntry("SSH_AUTH_SOCK", "/tmp/before")
                .doesNotContainKey("WEBPAAS_OUTER_SSH_AUTH_SOCK");
        for (SshMode mode : List.of(SshMode.FILES, SshMode.AGENT)) {
            Session inner = session("inner", LINUX, mode);
            assertThat(inner.conflicts(environment)).hasSize(mode == SshMode.AGENT ? 1 : 0);
            override(environment, inner.environment(environment), ":");
            assertThat(environment)
                    .containsEntry(
                            mode == SshMode.AGENT ? "WEBPAAS_OUTER_SSH_AUTH_SOCK" : "SSH_AUTH_SOCK", "/tmp/before");
            inner.removeFrom(environment);
        }
    }

    @Test
    void anSshAgentOfTheOuterBlocksOwnIsKeptForTheInnerBlock() throws Exception {
        Session outer = session("outer", LINUX, SshMode.AGENT);
        Session inner = session("inner", LINUX, SshMode.AGENT);
        Map<String, String> environment = new TreeMap<>(Map.of("SSH_AUTH_SOCK", "/tmp/before"));
        override(environment, outer.environment(environment), ":");
        environment.put("SSH_AUTH_SOCK", "/tmp/between");

        outer.removeFrom(environment);
        override(environment, inner.environment(environment), ":");

        assertThat(environment)
                .containsEntry("SSH_AUTH_SOCK", LINUX + "/webpaas-inner/agent")
                .containsEntry("WEBPAAS_OUTER_SSH_AUTH_SOCK", "/tmp/between");
    }

    @Test
    void aLinuxNodeInABlockOnWindowsHasItsOwnVariablesAlone() throws Exception {
        Session first = session("windows", WINDOWS, SshMode.FILES);
        Session second = session("linux", LINUX, SshMode.AGENT);
        Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/usr/bin:/bin"));
        override(environment, first.environment(environment), ":");

        first.removeFrom(environment);
        override(environment, second.environment(environment), ":");

        assertThat(environment).doesNotContainKey("GIT_SSH_COMMAND");
        assertThat(environment.values()).noneMatch(value -> value.contains("windows"));
        assertThat(environment).containsEntry("PATH", LINUX + "/webpaas-linux/bin:/usr/bin:/bin");
    }

    @Test
    void aWindowsNodeInABlockOnLinuxHasItsOwnVariablesAlone() throws Exception {
        Session first = session("linux", LINUX, SshMode.AGENT);
        Session second = session("windows", WINDOWS, SshMode.FILES);
        Map<String, String> environment = new TreeMap<>(Map.of("PATH", "C:\\Windows;C:\\git"));
        override(environment, first.environment(environment), ";");
        assertThat(environment.get("PATH")).startsWith(LINUX);

        first.removeFrom(environment);
        override(environment, second.environment(environment), ";");

        assertThat(environment).doesNotContainKeys("GIT_SSH", "SSH_AUTH_SOCK");
        assertThat(environment.values()).noneMatch(value -> value.contains("linux"));
        assertThat(environment)
                .containsEntry("PATH", "C:\\Windows;C:\\git")
                .containsEntry("UPSUN_CLI_HOME", WINDOWS + "\\webpaas-windows\\home")
                .containsEntry("WEBPAAS_SSH_CONFIG", WINDOWS + "\\webpaas-windows\\ssh_config")
                .containsEntry(
                        "GIT_SSH_COMMAND", "ssh -F \"C:/jenkins/workspace/shop@tmp/webpaas-windows/ssh_config\"");
    }

    @Test
    void whatAUserHasSetStaysAndIsSaid() throws Exception {
        Session first = session("first", LINUX, SshMode.AGENT);
        Session second = session("second", LINUX, SshMode.AGENT);
        Map<String, String> environment = new TreeMap<>(Map.of("GIT_SSH", "/home/me/ssh", "PATH", "/usr/bin"));
        override(environment, first.environment(environment), ":");
        environment.put("RSYNC_RSH", environment.get("RSYNC_RSH") + " -v");
        environment.put("PATH", "/home/me/bin:" + environment.get("PATH") + ":/opt/bin");
        environment.put("PLATFORM_BRANCH", "main");

        first.removeFrom(environment);

        assertThat(second.conflicts(environment))
                .hasSize(2)
                .anyMatch(note -> note.startsWith("GIT_SSH was set before the session"))
                .anyMatch(note -> note.startsWith("RSYNC_RSH was set before the session"));
        override(environment, second.environment(environment), ":");
        assertThat(environment)
                .containsEntry("GIT_SSH", "/home/me/ssh")
                .containsEntry("PATH", LINUX + "/webpaas-second/bin:/home/me/bin:/usr/bin:/opt/bin")
                .containsEntry("PLATFORM_BRANCH", "main");
        assertThat(environment.get("RSYNC_RSH")).endsWith(" -v");
    }

    @Test
    void aPathThatWasTheSessionsAloneGoesAsAWhole() throws Exception {
        Session session = session("only", LINUX, SshMode.AGENT);
        Map<String, String> environment = new TreeMap<>();
        override(environment, session.environment(environment), ":");

        session.removeFrom(environment);

        assertThat(environment).isEmpty();
    }

    @Test
    void variablesAreAddedOnceAndNotOverWhatAUserSetsSince() throws Exception {
        Session session = session("one", WINDOWS, SshMode.FILES);
        Map<String, String> environment = new TreeMap<>(session.environment(Map.of()));
        environment.put("GIT_SSH_COMMAND", "mine");

        assertThat(session.environment(environment)).isEmpty();
    }

    @Test
    void aDirectoryThatIsBesideTheWorkspaceIsNotSpokenOf() throws Exception {
        assertThat(session("1", WINDOWS, SshMode.FILES).notes()).isEmpty();
        assertThat(session("1", LINUX, SshMode.AGENT).notes()).isEmpty();
        NodeSide.Request request = new NodeSide.Request(
                "1", "c:/Jenkins/tmp", SshMode.AGENT, HostKeys.trusted(Service.UPSUN.ssh(), List.of()));
        assertThat(CheckedNodeAnswer.of(
                                request,
                                new NodeSide.Opened("C:\\jenkins\\tmp\\webpaas-1", SshMode.FILES, KEY, true, List.of()))
                        .notes())
                .singleElement()
                .asString()
                .contains("key and certificate are in files for as long as the session lasts");
        assertThat(CheckedNodeAnswer.of(
                                request,
                                new NodeSide.Opened("C:\\Temp\\webpaas-1", SshMode.FILES, KEY, true, List.of()))
                        .notes())
                .hasSize(2)
                .anyMatch(note -> note.startsWith("SSH clients cannot use c:/Jenkins/tmp\\webpaas-1, because of")
                        && note.endsWith(
                                "the session is in C:\\Temp\\webpaas-1, which containers on this node do not see."));
    }

    @Test
    void anEmptyVariableNamesNoSshAgent() throws Exception {
        Session session = session("only", LINUX, SshMode.AGENT);
        Map<String, String> environment = Map.of("SSH_AUTH_SOCK", "");

        assertThat(session.conflicts(environment)).isEmpty();
        assertThat(session.environment(environment)).doesNotContainKey("WEBPAAS_OUTER_SSH_AUTH_SOCK");
    }

    @Test
    void aUsersOwnVariableForTheCliDoesNotStandForTheSession() throws Exception {
        Session session = session("only", LINUX, SshMode.AGENT);

        assertThat(session.environment(Map.of("UPSUN_CLI_NO_INTERACTION", "1")))
                .containsKeys("SSH_AUTH_SOCK", "UPSUN_CLI_HOME");
    }

    @Test
    void theVariablesOfTheApiTokenAreTheCommonOneAndThatOfTheServicesOwnCli() {
        assertThat(SessionVariables.ofToken(Service.UPSUN)).containsExactly("PLATFORMSH_CLI_TOKEN", "UPSUN_CLI_TOKEN");
        assertThat(SessionVariables.ofToken(Service.PLATFORMSH)).containsExactly("PLATFORMSH_CLI_TOKEN");
        assertThat(SessionVariables.ofAccountAndPlace(Service.UPSUN))
                .containsExactly(
                        "PLATFORMSH_CLI_TOKEN",
                        "UPSUN_CLI_TOKEN",
                        "PLATFORM_PROJECT",
                        "PLATFORM_BRANCH",
                        "WEBPAAS_GIT_URL",
                        "WEBPAAS_SSH_URL",
                        "WEBPAAS_URL");
    }
}
