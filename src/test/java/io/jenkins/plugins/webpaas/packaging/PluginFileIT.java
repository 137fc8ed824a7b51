package io.jenkins.plugins.webpaas.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.session.NodeProcess;
import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin's file as a controller takes it. */
class PluginFileIT {
    @TempDir
    private Path directory;

    @Test
    void bundlesNothingThatAnApiPluginBrings() throws Exception {
        try (JarFile plugin = open()) {
            assertThat(plugin.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".jar")))
                    .allMatch(name -> name.matches(
                            "WEB-INF/lib/(webpaas(-controller)?|webpaas-node|sshj-[\\d.]+|asn-one-[\\d.]+)\\.jar"))
                    .hasSize(4);
        }
    }

    @Test
    void saysWhatItNeeds() throws Exception {
        try (JarFile plugin = open()) {
            Attributes manifest = plugin.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Short-Name")).isEqualTo("webpaas");
            assertThat(manifest.getValue("Jenkins-Version")).isEqualTo("2.541.3");
            assertThat(manifest.getValue("Plugin-Dependencies").split(","))
                    .extracting(dependency -> dependency.replaceFirst(":.*", ""))
                    .containsExactly(
                            "bouncycastle-api",
                            "cloudbees-folder",
                            "credentials",
                            "credentials-binding",
                            "jackson2-api",
                            "okhttp-api",
                            "plain-credentials",
                            "script-security",
                            "structs",
                            "workflow-api",
                            "workflow-step-api");
        }
    }

    /** Without that, Jenkins refuses to save the plugin's objects (JEP-200). */
    @Test
    void itsClassesAreKnownAsAPlugins() throws Exception {
        try (JarFile plugin = open()) {
            List<String> ours = plugin.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith("WEB-INF/lib/webpaas"))
                    .toList();
            assertThat(ours).hasSize(2);
            for (String name : ours) {
                byte[] jar = plugin.getInputStream(plugin.getEntry(name)).readAllBytes();
                Manifest manifest = new JarInputStream(new ByteArrayInputStream(jar)).getManifest();

                assertThat(manifest.getMainAttributes().getValue("Short-Name")).isEqualTo("webpaas");
                assertThat(manifest.getMainAttributes().getValue("Jenkins-Version"))
                        .isEqualTo("2.541.3");
            }
        }
    }

    /** A node fetches the whole jar of a class that it needs. */
    @Test
    void sessionsNeedOneSmallJarOnNodes() throws Exception {
        Path jar = Path.of("target/webpaas-node.jar");
        assertThat(Files.size(jar)).isLessThan(156 * 1024);
        Process node = NodeProcess.start(jar, directory.resolve("tmp"), SshMode.FILES);
        try (BufferedReader out = node.inputReader();
                BufferedWriter in = node.outputWriter()) {
            Certificate certificate = new UserAuthority(Files.createDirectory(directory.resolve("authority")))
                    .sign(out.readLine(), "bot");
            in.write(certificate.line() + "\nPT1H\n");
        }
        assertThat(node.waitFor()).isZero();
    }

    /** A line that cannot be used makes an exception on a node as well. */
    @Test
    void theJarHasTheTextsOfItsClasses() throws Exception {
        try (JarFile jar = new JarFile("target/webpaas-node.jar")) {
            assertThat(jar.getEntry("io/jenkins/plugins/webpaas/service/Problems.properties"))
                    .isNotNull();
        }
    }

    private static JarFile open() throws Exception {
        return new JarFile("target/webpaas.hpi");
    }
}
