package io.jenkins.plugins.webpaas.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Node;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The installation of the CLI from archives, and its checks. */
class WebPaasCliInstallerTest extends CliInJenkinsTest {
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
    void isInstalledFromAZipArchive() throws Exception {
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
    void isNotInstalledWithAWrongChecksum() throws Exception {
        String line = server.publish("5.0", "zip", ArchiveServer.zip(cli("5.0")));
        server.publish("5.0", "zip", ArchiveServer.zip(cli("5.0, by somebody else")));
        install(installer(null, server.url("5.0", "zip"), line));

        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessageStartingWith("Web PaaS CLI 'webpaas 5', checksums: webpaas_5.0_" + here()
                        + ".zip should have the SHA-256 sum " + line.substring(0, 64) + ", but the download from ");
        assertThat(home(jenkins.jenkins).getParent().exists()).isFalse();
    }

    @Test
    void staysIfTheNextVersionIsNotAvailable() throws Exception {
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
        assertThat(server.requests()).as("5.0, and 5.1 without success").isEqualTo(2);
    }

    @Test
    void anArchiveWritesNoFilesElsewhere() throws Exception {
        Map<String, String> files = Map.of("../../evil", "evil");

        release("5.0", "zip", ArchiveServer.zip(files));
        assertThatIOException().isThrownBy(() -> run(jenkins.jenkins)).withMessageContaining("illegal file name");
        release("5.0", "tar.gz", ArchiveServer.tarGz(files));
        assertThatIOException()
                .isThrownBy(() -> run(jenkins.jenkins))
                .withStackTraceContaining("contains entry that escapes destination directory");

        assertThat(jenkins.jenkins.getRootPath().list("**/evil")).isEmpty();
        assertThat(home(jenkins.jenkins).exists()).isFalse();
    }

    @Test
    void needsAChecksumForTheNode() throws Exception {
        install(installer(null, server.url("5.0", "zip"), "0".repeat(64) + "  webpaas_5.0_plan9_mips.zip"));

        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run(jenkins.jenkins))
                .withMessageStartingWith(
                        "Web PaaS CLI 'webpaas 5', checksums: has no line for webpaas_5.0_" + here() + ".zip");
        assertThat(server.requests()).isZero();
    }
}
