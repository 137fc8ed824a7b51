package io.jenkins.plugins.webpaas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the cache with a server on which the content of each archive is its path. */
class ArchiveCacheTest {
    private final MockWebServer server = new MockWebServer();
    private final CountDownLatch answers = new CountDownLatch(1);

    @TempDir
    private Path home;

    private Path directory;
    private ArchiveCache cache;

    @BeforeEach
    void start() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                answers.await();
                return new MockResponse.Builder().body(request.getTarget()).build();
            }
        });
        server.start();
        directory = home.resolve("caches/cli");
        cache = new ArchiveCache(directory, 2, () -> new Download(HttpClient.newHttpClient(), Duration.ofMinutes(1)));
    }

    @AfterEach
    void stop() {
        answers.countDown();
        server.close();
    }

    @Test
    void downloadsAnArchiveOnce() throws Exception {
        answers.countDown();

        assertThat(read("/a.zip")).isEqualTo("/a.zip");
        assertThat(read("/a.zip")).isEqualTo("/a.zip");

        assertThat(server.getRequestCount()).isOne();
    }

    @Test
    void downloadsAnArchiveOnceForAllWhoAskAtTheSameTime() throws Exception {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(4, task -> {
            Thread thread = new Thread(task);
            threads.add(thread);
            return thread;
        });
        try {
            var readers = IntStream.range(0, 4)
                    .mapToObj(i -> executor.submit(() -> read("/a.zip")))
                    .toList();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> threads.stream()
                                    .filter(thread -> thread.getState() == Thread.State.WAITING)
                                    .count()
                            == 3);
            answers.countDown();

            for (Future<String> reader : readers) {
                assertThat(reader.get(1, TimeUnit.MINUTES)).isEqualTo("/a.zip");
            }
            assertThat(server.getRequestCount()).isOne();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void downloadsWhatIsNotTheArchiveAnyMoreAgain() throws Exception {
        answers.countDown();
        read("/a.zip");
        Files.writeString(directory.resolve(archive("/a.zip").sha256()), "other content");

        assertThat(read("/a.zip")).isEqualTo("/a.zip");

        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void keepsTheArchivesThatWereUsedLast() throws Exception {
        answers.countDown();
        read("/a.zip");
        read("/b.zip");
        read("/a.zip");

        read("/c.zip");

        assertThat(directory)
                .isDirectoryContaining("glob:**" + archive("/a.zip").sha256())
                .isDirectoryContaining("glob:**" + archive("/c.zip").sha256());
        assertThat(Files.list(directory)).hasSize(2);
    }

    @Test
    void deletesWhatACrashLeft() throws Exception {
        answers.countDown();
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("0".repeat(64) + ".part"), "half of it");

        read("/a.zip");

        assertThat(Files.list(directory)).hasSize(1);
    }

    @Test
    void keepsNothingWithoutTheRightChecksum() {
        answers.countDown();
        Archive other = new Archive(URI.create(server.url("/a.zip").toString()), "0".repeat(64));

        assertThatExceptionOfType(CannotInstallException.class)
                .isThrownBy(() -> cache.open(other))
                .withMessageStartingWith("checksums: a.zip should have the SHA-256 sum 0");
        assertThat(directory).isEmptyDirectory();
    }

    private String read(String path) throws Exception {
        try (InputStream content = cache.open(archive(path))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Archive archive(String path) throws Exception {
        String sum = Download.sha256(new ByteArrayInputStream(path.getBytes(StandardCharsets.UTF_8)));
        return new Archive(URI.create(server.url(path).toString()), sum);
    }
}
