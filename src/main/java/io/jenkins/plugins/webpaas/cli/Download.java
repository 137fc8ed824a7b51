package io.jenkins.plugins.webpaas.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Downloads an archive and verifies its checksum.
 *
 * @param http must follow redirects, because releases on GitHub redirect
 * @param deadline time for a whole download
 */
public record Download(HttpClient http, Duration deadline) {

    /**
     * Downloads an archive into a file, which must not be used if this method throws an exception.
     *
     * @throws CannotInstallException naming the field {@code url} if the download fails, or {@code checksums} if the checksum differs
     */
    void fetch(Archive archive, Path file) throws IOException, InterruptedException {
        int status = send(archive, file).statusCode();
        if (status != 200) {
            throw new CannotInstallException(
                    "url: " + archive.url() + " answered " + status + ". Check that there is such a release");
        }
        String sum;
        try (InputStream in = Files.newInputStream(file)) {
            sum = sha256(in);
        }
        if (!sum.equals(archive.sha256())) {
            throw new CannotInstallException(
                    "checksums: " + archive.fileName() + " should have the SHA-256 sum " + archive.sha256()
                            + ", but the download from " + archive.url() + " has " + sum
                            + ". Jenkins did not use the download. Compare the line with the vendor's. If the line is right, do not trust"
                            + " the download");
        }
    }

    private HttpResponse<Path> send(Archive archive, Path file) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Path>> answer =
                http.sendAsync(HttpRequest.newBuilder(archive.url()).build(), HttpResponse.BodyHandlers.ofFile(file));
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CannotInstallException(unreachable(archive, e.getCause().toString()), e.getCause());
        } catch (TimeoutException e) {
            throw new CannotInstallException(
                    unreachable(archive, "not complete after " + deadline.toSeconds() + " s"), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String unreachable(Archive archive, String reason) {
        return "url: " + archive.url() + " cannot be downloaded (" + reason
                + "). Check the network and the proxy settings of Jenkins";
    }

    /** Returns the SHA-256 sum in small letters. The stream stays open. */
    static String sha256(InputStream content) throws IOException {
        try {
            DigestInputStream digesting = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"));
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
