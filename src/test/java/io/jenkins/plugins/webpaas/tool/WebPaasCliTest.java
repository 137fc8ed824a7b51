package io.jenkins.plugins.webpaas.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.slaves.DumbSlave;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.tools.InstallSourceProperty;
import hudson.tools.ToolLocationNodeProperty;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.webpaas.cli.Platform;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The CLI on nodes, from a server of archives. */
@WithJenkins
class WebPaasCliTest {
    private static final String NAME = "webpaas 5";

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final TaskListener listener = new StreamTaskListener(log, StandardCharsets.UTF_8);

    private JenkinsRule jenkins;
    private ArchiveServer server;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        server = new ArchiveServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isInstalledOnTheControllerOnce() throws Exception {
        release("5.0", "tar.gz", ArchiveServer.tarGz(cli("5.0")));

        assertThat(run(jenkins.jenkins)).isEqualTo("webpaas 5.0");
        assertThat(run(jenkins.jenkins)).isEqualTo("webpaas 5.0");

        assertThat(server.requests()).isOne();
        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .containsOnlyOnce("[Web PaaS] Installing "
                        + server.url("5.0", "tar.gz").replace("{os}_{arch}", here()) + " in "
                        + home(jenkins.jenkins).getRemote() + " on " + jenkins.jenkins.getDisplayName());
    }

    @Test
    void isInstalledOnANode() throws Exception {
        release("5.0", "{ext}", ArchiveServer.tarGz(cli("5.0")));
        Node node = jenkins.createOnlineSlave();

        assertThat(run(node)).isEqualTo("webpaas 5.0");

        assertThat(home(node).getRemote()).startsWith(node.getRootPath().getRemote());
        assertThat(home(jenkins.jenkins).exists()).isFalse();
    }

    @Test
    void isDownloadedOnceForAllNodes() throws Exception {
        release("5.0", "tar.gz", ArchiveServer.tarGz(cli("5.0")));

        assertThat(run(jenkins.createOnlineSlave())).isEqualTo("webpaas 5.0");
        assertThat(run(jenkins.createOnlineSlave())).isEqualTo("webpaas 5.0");

        assertThat(server.requests()).isOne();
    }

    @Test
    void isAToolOfDeclarativePipelines() throws Exception {
        release("5.0", "tar.gz", ArchiveServer.tarGz(cli("5.0")));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                pipeline {
                  agent any
                  tools { webPaasCli 'webpaas 5' }
                  stages { stage('Deploy') { steps { sh 'webpaas' } } }
                }
                """, true));

        jenkins.assertLogContains("webpaas 5.0", jenkins.buildAndAssertSuccess(job));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node { WITH { sh 'webpaas' } }", "WITH { node { sh 'webpaas' } }"})
    void isOnThePathOfASession(String nesting) throws Exception {
        release("5.0", "tar.gz", ArchiveServer.tarGz(cli("5.0")));
        try (StandIn standIn = StandIn.start()) {
            StandInJenkins.configure(standIn);
            String with = "withWebPaas(credentialsId: 'deploy-bot', cli: 'webpaas 5')";

            jenkins.assertLogContains(
                    "webpaas 5.0",
                    jenkins.buildAndAssertSuccess(PipelineJobs.job(jenkins, nesting.replace("WITH", with))));
            jenkins.assertLogContains(
                    "cli: there is no Web PaaS CLI 'webpaas 9'. There is 'webpaas 5'",
                    jenkins.buildAndAssertStatus(
                            Result.FAILURE,
                            PipelineJobs.job(jenkins, nesting.replace("WITH", with.replace("paas 5", "paas 9")))));
            assertThat(standIn.requests().count(Endpoint.TOKEN)).isOne();
        }
    }

    @Test
    void comesFromAZipArchiveToo() throws Exception {
        release("5.0", "zip", ArchiveServer.zip(cli("5.0")));

        assertThat(run(jenkins.createOnlineSlave())).isEqualTo("webpaas 5.0");
    }

    @Test
    void mayBeInBin() throws Exception {
        release("5.0", "zip", ArchiveServer.zip(Map.of("bin/webpaas", "#!/bin/sh\necho in bin")));

        assertThat(run(jenkins.jenkins)).isEqualTo("in bin");
    }

    @Test
    void anotherVersionReplacesItWithoutLeftovers() throws Exception {
        Node node = jenkins.createOnlineSlave();
        release("5.0", "tar.gz", ArchiveServer.tarGz(Map.of("webpaas", "#!/bin/sh\necho old", "README.md", "old")));
        run(node);

        release("5.1", "zip", ArchiveServer.zip(cli("5.1")));

        assertThat(run(node)).isEqualTo("webpaas 5.1");
        assertThat(home(node).child("README.md").exists()).isFalse();
        assertThat(home(node).getParent().list())
                .extracting(FilePath::getName)
                .containsExactly(home(node).getName());
    }

    @Test
    void theSameVersionWithAnotherChecksumReplacesIt() throws Exception {
        release("5.0", "zip", ArchiveServer.zip(cli("5.0")));
        run(jenkins.jenkins);

        release("5.0", "zip", ArchiveServer.zip(cli("5.0, mended")));

        assertThat(run(jenkins.jenkins)).isEqualTo("webpaas 5.0, mended");
    }

    @Test
    void isNotInstalledIfItsChecksumIsAnother() throws Exception {
        String line = server.publish("5.0", "zip", ArchiveServer.zip(cli("5.0")));
        server.publish("5.0", "zip", ArchiveServer.zip(cli("5.0, by somebody else")));
        install(installer(null, server.url("5.0", "zip"), line));

        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessageStartingWith("Web PaaS CLI 'webpaas 5', checksums: webpaas_5.0_" + here()
                        + ".zip should have the SHA-256 sum " + line.substring(0, 64) + ", but what came from ");
        assertThat(home(jenkins.jenkins).getParent().exists()).isFalse();
    }

    @Test
    void staysIfTheNextVersionCannotBeHad() throws Exception {
        String line = release("5.0", "zip", ArchiveServer.zip(cli("5.0")));
        run(jenkins.jenkins);

        String other = "0".repeat(64) + line.replace("5.0", "5.1").substring(64);
        install(installer(null, server.url("5.1", "zip"), other));
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessageStartingWith("Web PaaS CLI 'webpaas 5', url: ")
                .withMessageEndingWith(" answered 404. Check that there is such a release");

        install(installer(null, server.url("5.0", "zip"), line));
        assertThat(run(jenkins.jenkins)).isEqualTo("webpaas 5.0");
        assertThat(server.requests()).as("5.0, and 5.1 in vain").isEqualTo(2);
    }

    @Test
    void leavesItsDirectoryNoMoreThanItsArchiveMay() throws Exception {
        Map<String, String> files = Map.of("../../evil", "evil");

        release("5.0", "zip", ArchiveServer.zip(files));
        assertThatIOException().isThrownBy(() -> run(jenkins.jenkins)).withMessageContaining("illegal file name");
        release("5.0", "tar.gz", ArchiveServer.tarGz(files));
        assertThatIOException()
                .isThrownBy(() -> run(jenkins.jenkins))
                .withStackTraceContaining("contains illegal file name that breaks out of the target directory");

        assertThat(jenkins.jenkins.getRootPath().list("**/evil")).isEmpty();
        assertThat(home(jenkins.jenkins).exists()).isFalse();
    }

    @Test
    void hasAChecksumForItsNode() throws Exception {
        install(installer(null, server.url("5.0", "zip"), "0".repeat(64) + "  webpaas_5.0_plan9_mips.zip"));

        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessageStartingWith(
                        "Web PaaS CLI 'webpaas 5', checksums: has no line for webpaas_5.0_" + here() + ".zip");
        assertThat(server.requests()).isZero();
    }

    @Test
    void replacesNoDirectoryThatItDidNotInstall(@TempDir Path directory) throws Exception {
        FilePath home = new FilePath(directory.resolve("opt").toFile());
        home.child("precious").write("data", "UTF-8");
        String line = server.publish("5.0", "zip", ArchiveServer.zip(cli("5.0")));
        WebPaasCliInstaller installer = installer(null, server.url("5.0", "zip"), line);

        configure(new WebPaasCli(NAME, home.getRemote(), List.of(new InstallSourceProperty(List.of(installer)))));
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessage("Web PaaS CLI 'webpaas 5', home: " + home.getRemote() + " is there already and was not"
                        + " installed by Jenkins. Delete it, or choose another directory");
        assertThat(home.child("precious").readToString()).isEqualTo("data");

        home.deleteRecursive();
        assertThat(run(jenkins.jenkins)).isEqualTo("webpaas 5.0");
        assertThat(home.child("webpaas").exists()).isTrue();
    }

    @Test
    void mayBeOnTheNodeAlready() throws Exception {
        DumbSlave node = jenkins.createOnlineSlave();
        FilePath home = node.getRootPath().child("opt");
        home.child("webpaas").write("#!/bin/sh\necho by hand", "UTF-8");
        home.child("webpaas").chmod(0755);

        configure(new WebPaasCli(NAME, "${BASE}/opt", List.of()));
        node.getNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry(
                        "BASE", node.getRootPath().getRemote())));
        assertThat(run(node)).isEqualTo("by hand");

        configure(new WebPaasCli(NAME, "/elsewhere", List.of()));
        node.getNodeProperties()
                .add(new ToolLocationNodeProperty(new ToolLocationNodeProperty.ToolLocation(
                        jenkins.jenkins.getDescriptorByType(WebPaasCli.DescriptorImpl.class), NAME, home.getRemote())));
        assertThat(run(node)).isEqualTo("by hand");
    }

    @Test
    void mayNotBeForEveryNode() throws Exception {
        DumbSlave node = jenkins.createOnlineSlave();
        String line = server.publish("5.0", "zip", ArchiveServer.zip(cli("5.0")));
        install(installer(node.getNodeName(), server.url("5.0", "zip"), line));

        assertThat(run(node)).isEqualTo("webpaas 5.0");
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessage("cli: 'webpaas 5' has neither a directory nor an installer for the node "
                        + jenkins.jenkins.getDisplayName() + ". Add one to it under Manage Jenkins, Tools");
    }

    @Test
    void isToldFromAnother() {
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessage("cli: there is no Web PaaS CLI 'webpaas 5'. Add one under Manage Jenkins, Tools");

        configure(new WebPaasCli("webpaas 4", "/opt/4", List.of()), new WebPaasCli("upsun", "/opt/upsun", List.of()));
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessage("cli: there is no Web PaaS CLI 'webpaas 5'. There is 'webpaas 4', 'upsun'");
    }

    private static Map<String, String> cli(String version) {
        return Map.of("webpaas", "#!/bin/sh\necho webpaas " + version);
    }

    private static String here() {
        return Platform.here().toString();
    }

    /** @return its line of {@code checksums.txt} */
    private String release(String version, String end, byte[] archive) throws Exception {
        String line = server.publish(version, end.equals("{ext}") ? "tar.gz" : end, archive);
        install(installer(null, server.url(version, end), line));
        return line;
    }

    private static WebPaasCliInstaller installer(String label, String url, String checksums) {
        return new WebPaasCliInstaller(label, url, checksums);
    }

    private void install(WebPaasCliInstaller installer) throws Exception {
        configure(new WebPaasCli(NAME, null, List.of(new InstallSourceProperty(List.of(installer)))));
    }

    private void configure(WebPaasCli... installations) {
        jenkins.jenkins.getDescriptorByType(WebPaasCli.DescriptorImpl.class).setInstallations(installations);
    }

    /** Where Jenkins puts it by itself. */
    private static FilePath home(Node node) {
        return node.getRootPath().child("tools/" + WebPaasCli.class.getName() + "/webpaas_5");
    }

    /** What {@code webpaas} prints where its variables are set. */
    private String run(Node node) throws Exception {
        EnvVars variables = node.toComputer().getEnvironment();
        variables.overrideAll(CliTool.pathOn(NAME, node, listener));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Launcher launcher = node.createLauncher(listener);
        assertThat(launcher.launch()
                        .cmds("sh", "-c", "webpaas")
                        .envs(variables)
                        .stdout(output)
                        .quiet(true)
                        .join())
                .isZero();
        return output.toString(StandardCharsets.UTF_8).strip();
    }
}
