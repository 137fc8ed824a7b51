package io.jenkins.plugins.webpaas.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.remoting.Channel;
import hudson.remoting.ChannelBuilder;
import hudson.remoting.Command;
import hudson.remoting.VirtualChannel;
import hudson.remoting.Which;
import io.jenkins.plugins.webpaas.benchmark.Page;
import io.jenkins.plugins.webpaas.benchmark.Table;
import java.io.File;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import jenkins.security.MasterToSlaveCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the traffic over the channel for the first session on a new node. The plugin is {@code target/webpaas.hpi}, because a node
 * fetches the plugin's jars.
 */
class ChannelBenchmark {
    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @Test
    void firstSession() throws Exception {
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Which.jarFile(Channel.class).toString(),
                        "-jar-cache",
                        directory.resolve("cache").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Channel channel =
                new ChannelBuilder("node", executor).build(node.getInputStream(), node.getOutputStream())) {
            Traffic before = new Traffic();
            channel.addListener(before);
            channel.call(new Greeting());
            awaitSilence(before);
            channel.removeListener(before);
            Traffic traffic = new Traffic();
            channel.addListener(traffic);
            long start = System.nanoTime();

            Path socket = executor.submit(opening(channel)).get();

            double seconds = (System.nanoTime() - start) / 1e9;
            awaitSilence(traffic);
            Page.PERFORMANCE.put(
                    "channel",
                    List.of(new Table(
                                    "first session on a fresh node",
                                    "KB",
                                    "calls to the node",
                                    "calls from it, for classes",
                                    "seconds")
                            .row(
                                    "",
                                    traffic.bytes.sum() / 1024.0,
                                    traffic.count("to UserRequest"),
                                    traffic.count("from RPCRequest"),
                                    seconds)));
            assertThat(socket).exists();
        } finally {
            node.destroy();
            executor.shutdown();
        }
    }

    /** Waits for jars, which the channel transfers in the background. */
    private static void awaitSilence(Traffic traffic) {
        AtomicLong before = new AtomicLong();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> before.getAndSet(traffic.bytes.sum()) == traffic.bytes.sum());
    }

    /** Runs in classes of the packaged plugin. */
    private Callable<Path> opening(Channel channel) throws Exception {
        return new Plugin(jars())
                .loadClass(FirstSession.class.getName())
                .asSubclass(Callable.class)
                .getConstructor(VirtualChannel.class, Path.class)
                .newInstance(channel, directory);
    }

    private List<URL> jars() throws Exception {
        List<URL> jars = new ArrayList<>();
        try (JarFile hpi = new JarFile(new File("target/webpaas.hpi"))) {
            for (ZipEntry entry : hpi.stream()
                    .filter(entry -> entry.getName().endsWith(".jar"))
                    .toList()) {
                Path jar = directory.resolve(Path.of(entry.getName()).getFileName());
                try (InputStream in = hpi.getInputStream(entry)) {
                    Files.copy(in, jar);
                }
                jars.add(jar.toUri().toURL());
            }
        }
        jars.add(FirstSession.class.getProtectionDomain().getCodeSource().getLocation());
        return jars;
    }

    /** Loads the plugin's classes from its jars, and not from the class path of the tests. */
    private static final class Plugin extends URLClassLoader {
        Plugin(List<URL> jars) {
            super(jars.toArray(URL[]::new), ChannelBenchmark.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (name.startsWith("io.jenkins.plugins.webpaas.") && findLoadedClass(name) == null) {
                    return findClass(name);
                }
                return super.loadClass(name, resolve);
            }
        }

        /** Returns the resource with which a channel determines the jar of a class. */
        @Override
        public URL getResource(String name) {
            URL own = findResource(name);
            return own == null ? super.getResource(name) : own;
        }
    }

    /** Loads the classes that Jenkins itself loads on every node. */
    private static final class Greeting extends MasterToSlaveCallable<Void, RuntimeException> {
        private static final long serialVersionUID = 1;

        @Override
        public Void call() {
            return null;
        }
    }

    private static final class Traffic extends Channel.Listener {
        private final LongAdder bytes = new LongAdder();
        private final Map<String, LongAdder> commands = new ConcurrentHashMap<>();

        @Override
        public void onRead(Channel channel, Command command, long size) {
            count("from", command, size);
        }

        @Override
        public void onWrite(Channel channel, Command command, long size) {
            count("to", command, size);
        }

        @Override
        public void onJar(Channel channel, File jar) {
            System.out.println("The node fetches " + jar.getName() + " (" + jar.length() / 1024 + " KB)");
        }

        private void count(String direction, Command command, long size) {
            bytes.add(size);
            commands.computeIfAbsent(direction + " " + command.getClass().getSimpleName(), name -> new LongAdder())
                    .increment();
        }

        long count(String command) {
            LongAdder count = commands.get(command);
            return count == null ? 0 : count.sum();
        }
    }
}
