package io.jenkins.plugins.webpaas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests downloads, and the failures that they cause. */
class DownloadTest {
    /** The checksum of "archive". */
    private static final String SUM = "0eb3e36bfb24dcd9bb1d1bece1531216b59539a8fde17ee80224af0653c92aa3";

    private final MockWebServer server = new MockWebServer();
    private final Download download = new Download(
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build(), Duration.ofMinutes(1));

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void start() throws Exception {
        server.start();
        file = directory.resolve("download");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void bringsWhatHasTheChecksum() throws Exception {
        server.enqueue(answer("archive"));

        download.fetch(archive(SUM), file);

        assertThat(file).hasContent("archive");
        assertThat(server.takeRequest().getTarget()).isEqualTo("/v5/cli.zip");
    }

    @Test
    void followsARedirect() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .setHeader("Location", server.url("/elsewhere?signature=x"))
                .build());
        server.enqueue(answer("archive"));

        download.fetch(archive(SUM), file);

        assertThat(file).hasContent("archive");
    }

    @Test
    void tellsBothSumsIfTheyDiffer() {
        server.enqueue(answer("archive"));
        String other = "0".repeat(64);

        assertThatExceptionOfType(CannotInstallException.class)
                .isThrownBy(() -> download.fetch(archive(other), file))
                .withMessageStartingWith("checksums: cli.zip should have the SHA-256 sum " + other)
                .withMessageContaining("has " + SUM + ". Jenkins did not use the download");
    }

    @Test
    void tellsAStatusThatBringsNoArchive() {
        server.enqueue(new MockResponse.Builder().code(404).body("archive").build());

        assertThatExceptionOfType(CannotInstallException.class)
                .isThrownBy(() -> download.fetch(archive(SUM), file))
                .withMessage("url: " + url() + " answered 404. Check that there is such a release");
    }

    @Test
    void tellsThatAConnectionBroke() {
        server.enqueue(answer("archive")
                .newBuilder()
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());

        assertThatExceptionOfType(CannotInstallException.class)
                .isThrownBy(() -> download.fetch(archive(SUM), file))
                .withMessageStartingWith("url: " + url() + " cannot be downloaded (java.io.IOException: ")
                .withMessageEndingWith("). Check the network and the proxy settings of Jenkins");
    }

    @Test
    void endsIfNothingMoreComes() {
        server.enqueue(
                answer("archive").newBuilder().bodyDelay(1, TimeUnit.MINUTES).build());
        Download impatient = new Download(HttpClient.newHttpClient(), Duration.ofMillis(300));

        assertThatExceptionOfType(CannotInstallException.class)
                .isThrownBy(() -> impatient.fetch(archive(SUM), file))
                .withMessageStartingWith("url: " + url() + " cannot be downloaded (not complete after 0 s)");
    }

    @Test
    void canBeInterrupted() {
        server.enqueue(
                answer("archive").newBuilder().bodyDelay(1, TimeUnit.MINUTES).build());
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> download.fetch(archive(SUM), file));
    }

    private String url() {
        return server.url("/v5/cli.zip").toString();
    }

    private Archive archive(String sum) {
        return new Archive(URI.create(url()), sum);
    }

    private static MockResponse answer(String body) {
        return new MockResponse.Builder().code(200).body(body).build();
    }
}
