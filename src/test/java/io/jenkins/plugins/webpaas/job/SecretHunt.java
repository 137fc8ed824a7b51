package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.FilePath;
import hudson.model.Computer;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Request;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * Looks for leaked secrets. The API token may be in requests for access tokens and, encrypted, in the credentials. Access tokens may be in the
 * header {@code Authorization}. Private keys may be nowhere. Each secret is searched in plain text, in hexadecimal, and in base64 with each of the
 * three alignments.
 */
public final class SecretHunt {
    /** The beginnings of private keys in PEM, in OpenSSH's format, and in PKCS #8 (Ed25519). */
    private static final List<byte[]> PRIVATE_KEYS = List.of(
            ascii("PRIVATE KEY-----"),
            ascii("openssh-key-v1"),
            HexFormat.of().parseHex("302e020100300506032b657004220420"));

    /** The minimum length of a secret; a shorter one could occur by chance. */
    private static final int MIN_LENGTH = 16;

    /** Large files of Jenkins itself, which are skipped. */
    private static final Set<String> NOT_OURS = Set.of("plugins", "war", "updates");

    private final StandIn standIn;

    public SecretHunt(StandIn standIn) {
        this.standIn = standIn;
    }

    /** Searches the Jenkins of this JVM, its nodes on this machine, and the requests to the stand-in. */
    public void everywhere() throws IOException, InterruptedException {
        Set<String> forms = forms();
        for (Computer computer : Jenkins.get().getComputers()) {
            FilePath root =
                    computer.getNode() == null ? null : computer.getNode().getRootPath();
            // The directory of a node without builds does not exist yet.
            if (root != null && root.isDirectory()) {
                inFiles(Path.of(root.getRemote()), forms);
            }
        }
        assertThat(threads()).as("threads").doesNotContain(forms.toArray(String[]::new));
        assertThat(logRecords()).as("log of Jenkins").doesNotContain(forms.toArray(String[]::new));
        standIn.requests().all().forEach(this::check);
    }

    /** Searches the files of a directory, also while they change. */
    public void in(Path directory) throws IOException {
        inFiles(directory, forms());
    }

    private Set<String> forms() {
        Set<String> forms = longLived();
        standIn.tokens().issued().forEach(token -> forms.addAll(formsOf(ascii(token))));
        return forms;
    }

    /** Returns the secrets that every stand-in has, in all forms. */
    static Set<String> always() {
        Set<String> forms = new LinkedHashSet<>(formsOf(ascii(StandIn.API_TOKEN)));
        PRIVATE_KEYS.forEach(key -> forms.addAll(formsOf(key)));
        return forms;
    }

    private Set<String> longLived() {
        Set<String> forms = always();
        standIn.world().accounts().stream()
                .flatMap(account -> account.apiTokens().stream())
                .map(token -> ascii(token.value()))
                .filter(token -> token.length >= MIN_LENGTH)
                .forEach(token -> forms.addAll(formsOf(token)));
        return forms;
    }

    /** Returns the forms of a secret. Of base64 only the middle is used, because the ends depend on the bytes around the secret. */
    private static List<String> formsOf(byte[] secret) {
        List<String> forms = new ArrayList<>();
        forms.add(new String(secret, StandardCharsets.ISO_8859_1));
        forms.add(HexFormat.of().formatHex(secret));
        for (int offset = 0; offset < 3; offset++) {
            byte[] padded = new byte[offset + secret.length];
            System.arraycopy(secret, 0, padded, offset, secret.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(padded);
            String middle = base64.substring(offset == 0 ? 0 : 4, base64.length() / 4 * 4 - 4);
            forms.add(middle);
            forms.add(middle.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }

    /** Searches a directory until no file vanishes during the search, because a file that is being written is renamed soon. */
    static void inFiles(Path directory, Set<String> forms) {
        await().pollDelay(Duration.ZERO).until(() -> vanishedIn(directory, forms), List::isEmpty);
    }

    /** Searches all files and returns those that vanished before they could be read. */
    private static List<Path> vanishedIn(Path directory, Set<String> forms) throws IOException {
        List<Path> vanished = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                boolean isOurs = !path.getParent().equals(directory)
                        || !NOT_OURS.contains(path.getFileName().toString());
                return isOurs ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    check(file);
                }
                return FileVisitResult.CONTINUE;
            }

            private void check(Path file) throws IOException {
                String content;
                try {
                    content = Files.readString(file, StandardCharsets.ISO_8859_1);
                } catch (NoSuchFileException e) {
                    vanished.add(file);
                    return;
                }
                assertThat(forms.stream().filter(content::contains))
                        .as("secrets in %s", file)
                        .isEmpty();
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                vanished.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return vanished;
    }

    private static String threads() {
        StringBuilder threads = new StringBuilder();
        Thread.getAllStackTraces().keySet().forEach(thread -> threads.append(thread.getName())
                .append('\n'));
        return threads.toString();
    }

    private static String logRecords() {
        StringWriter text = new StringWriter();
        for (LogRecord record : Jenkins.logRecords) {
            text.append(record.getMessage()).append('\n');
            if (record.getParameters() != null) {
                Stream.of(record.getParameters()).forEach(parameter -> text.append(String.valueOf(parameter)));
            }
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(new PrintWriter(text));
            }
        }
        return text.toString();
    }

    private void check(Request request) {
        boolean isExchange = request.endpoint() == Endpoint.TOKEN;
        String all = request.path() + "?" + request.query() + "\n"
                + request.headers().newBuilder().removeAll("Authorization").build() + "\n"
                + (isExchange ? "" : request.body());
        Set<String> forms = longLived();
        String authorization = request.header("Authorization");
        if (authorization != null && authorization.startsWith("Bearer ")) {
            forms.addAll(formsOf(ascii(authorization.substring("Bearer ".length()))));
            assertThat(authorization).as("bearer").doesNotContain(StandIn.API_TOKEN);
        }
        assertThat(all).as("%s %s", request.method(), request.path()).doesNotContain(forms.toArray(String[]::new));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
