package io.jenkins.plugins.webpaas.tool;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.webpaas.cli.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.apache.tools.tar.TarEntry;
import org.apache.tools.tar.TarOutputStream;

/** A server with releases for this platform, in the vendor's format. */
final class ArchiveServer implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    ArchiveServer() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            @NonNull
            public MockResponse dispatch(@NonNull RecordedRequest request) {
                byte[] file = files.get(request.getTarget());
                return file == null
                        ? new MockResponse.Builder().code(404).build()
                        : new MockResponse.Builder()
                                .body(new Buffer().write(file))
                                .build();
            }
        });
        server.start();
    }

    /** Returns the number of requests. */
    int requests() {
        return server.getRequestCount();
    }

    /** @param end suffix of the archive's name, such as {@code {ext}} */
    String url(String version, String end) {
        return server.url("/") + "webpaas_" + version + "_{os}_{arch}." + end;
    }

    /** @return the archive's line of {@code checksums.txt} */
    String publish(String version, String end, byte[] archive) {
        String name = "webpaas_" + version + "_" + Platform.here() + "." + end;
        files.put("/" + name, archive);
        return sha256(archive) + "  " + name;
    }

    /** @param files contents of the files by name */
    static byte[] tarGz(Map<String, String> files) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (TarOutputStream tar = new TarOutputStream(new GZIPOutputStream(archive))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarEntry entry = new TarEntry(file.getKey(), true);
                entry.setSize(content.length);
                entry.setMode(0644);
                tar.putNextEntry(entry);
                tar.write(content);
                tar.closeEntry();
            }
        }
        return archive.toByteArray();
    }

    /** @param files contents of the files by name */
    static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return archive.toByteArray();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
