package io.jenkins.plugins.webpaas.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The plugin's file as a controller takes it. */
class PluginFileIT {

    @Test
    void bundlesNothingThatAnApiPluginBrings() throws Exception {
        try (JarFile plugin = open()) {
            assertThat(plugin.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".jar")))
                    .allMatch(name -> name.matches("WEB-INF/lib/(webpaas|sshj-[\\d.]+|asn-one-[\\d.]+)\\.jar"))
                    .hasSize(3);
        }
    }

    @Test
    void saysWhatItNeeds() throws Exception {
        try (JarFile plugin = open()) {
            Attributes manifest = plugin.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Short-Name")).isEqualTo("webpaas");
            assertThat(manifest.getValue("Jenkins-Version")).isEqualTo("2.528.3");
            assertThat(manifest.getValue("Plugin-Dependencies").split(","))
                    .extracting(dependency -> dependency.replaceFirst(":.*", ""))
                    .containsExactly(
                            "bouncycastle-api",
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
            byte[] jar = plugin.getInputStream(plugin.getEntry("WEB-INF/lib/webpaas.jar"))
                    .readAllBytes();
            Manifest manifest = new JarInputStream(new ByteArrayInputStream(jar)).getManifest();

            assertThat(manifest.getMainAttributes().getValue("Short-Name")).isEqualTo("webpaas");
        }
    }

    private static JarFile open() throws Exception {
        return new JarFile("target/webpaas.hpi");
    }
}
