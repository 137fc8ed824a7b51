package io.jenkins.plugins.webpaas.tool;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.tools.InstallSourceProperty;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class WebPaasCliAsCodeTest {
    private static final String CODE = """
              webPaasCli:
                installations:
                - home: "/opt/webpaas"
                  name: "by hand"
                - name: "upsun 5"
                  properties:
                  - installSource:
                      installers:
                      - webPaasCliArchive:
                          checksums: |-
                            %1$s  upsun_5.11.0_linux_amd64.tar.gz
                            %1$s  upsun_5.11.0_windows_amd64.zip
                          label: "linux"
                          url: "https://example.com/upsun_5.11.0_{os}_{arch}.{ext}"
            """.formatted("0".repeat(64));

    @Test
    void isConfiguredAndExportedAlike(JenkinsRule jenkins, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), "tool:\n" + CODE);

        ConfigurationAsCode.get().configure(file.toString());

        WebPaasCli[] installations = jenkins.jenkins
                .getDescriptorByType(WebPaasCli.DescriptorImpl.class)
                .getInstallations();
        assertThat(installations).extracting(WebPaasCli::getName).containsExactly("by hand", "upsun 5");
        assertThat(installations[1].getProperties().get(InstallSourceProperty.class).installers)
                .singleElement()
                .isInstanceOf(WebPaasCliInstaller.class);
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8)).contains(CODE);
    }
}
