package io.jenkins.plugins.webpaas.tool;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.tools.InstallSourceProperty;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.webpaas.cli.Platform;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A Jenkins with the CLI as a tool, and a server of archives. */
@WithJenkins
abstract class CliInJenkinsTest {
    static final String NAME = "webpaas 5";

    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    JenkinsRule jenkins;
    ArchiveServer server;

    private final TaskListener listener = new StreamTaskListener(log, StandardCharsets.UTF_8);

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        server = new ArchiveServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Map<String, String> cli(String version) {
        return Map.of("webpaas", "#!/bin/sh\necho webpaas " + version);
    }

    static String here() {
        return Platform.here().toString();
    }

    /** Publishes an archive and installs from it. Returns the line of {@code checksums.txt}. */
    String release(String version, String end, byte[] archive) throws Exception {
        String line = server.publish(version, end.equals("{ext}") ? "tar.gz" : end, archive);
        install(installer(null, server.url(version, end), line));
        return line;
    }

    static WebPaasCliInstaller installer(String label, String url, String checksums) {
        return new WebPaasCliInstaller(label, url, checksums);
    }

    void install(WebPaasCliInstaller installer) throws Exception {
        configure(new WebPaasCli(NAME, null, List.of(new InstallSourceProperty(List.of(installer)))));
    }

    void configure(WebPaasCli... installations) {
        jenkins.jenkins.getDescriptorByType(WebPaasCli.DescriptorImpl.class).setInstallations(installations);
    }

    /** Returns the directory that Jenkins chooses. */
    static FilePath home(Node node) {
        return node.getRootPath().child("tools/" + WebPaasCli.class.getName() + "/webpaas_5");
    }

    /** Installs the CLI if necessary. Returns the output of {@code webpaas} with the variables for it. */
    String run(Node node) throws Exception {
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
