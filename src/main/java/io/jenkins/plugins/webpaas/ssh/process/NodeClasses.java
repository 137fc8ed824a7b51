package io.jenkins.plugins.webpaas.ssh.process;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plugin's classes in this JVM, as a class path for another JVM.
 *
 * @param path a jar, or a directory during development
 * @param version a hash that changes with the classes
 */
public record NodeClasses(Path path, String version) {
    /** @throws IOException if this JVM loaded the classes over a channel one by one */
    public static NodeClasses here() throws IOException {
        CodeSource source = NodeClasses.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IOException("the plugin's classes are in no file on this node");
        }
        try {
            Path path = Path.of(source.getLocation().toURI());
            return new NodeClasses(path, version(path));
        } catch (URISyntaxException | RuntimeException e) {
            throw new IOException("the plugin's classes are in no file on this node", e);
        }
    }

    private static String version(Path path) throws IOException {
        byte[] content =
                Files.isDirectory(path) ? listing(path).getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(path);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String listing(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> file + " " + file.toFile().lastModified())
                    .collect(Collectors.joining("\n"));
        }
    }
}
