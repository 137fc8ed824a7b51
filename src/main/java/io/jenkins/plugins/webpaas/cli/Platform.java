package io.jenkins.plugins.webpaas.cli;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * An operating system and architecture, with the names that the vendor's archives have for them.
 *
 * @param os such as {@code linux}, {@code darwin} or {@code windows}
 * @param arch such as {@code amd64} or {@code arm64}
 */
public record Platform(String os, String arch) implements Serializable {
    /** The platforms for which the vendor builds its CLI. */
    public static final List<Platform> USUAL = List.of(
            new Platform("linux", "amd64"),
            new Platform("linux", "arm64"),
            new Platform("darwin", "amd64"),
            new Platform("darwin", "arm64"),
            new Platform("windows", "amd64"));

    public static Platform here() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** Returns the platform for the values of Java's system properties {@code os.name} and {@code os.arch}. */
    static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        return new Platform(
                os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "darwin" : urlSafe(os),
                switch (arch) {
                    case "x86_64" -> "amd64";
                    case "aarch64" -> "arm64";
                    default -> urlSafe(arch);
                });
    }

    /** Removes the characters that must not be in a URL. */
    private static String urlSafe(String text) {
        return text.replaceAll("[^a-z0-9_.-]", "");
    }

    String extension() {
        return os.equals("windows") ? "zip" : "tar.gz";
    }

    @Override
    public String toString() {
        return os + "_" + arch;
    }
}
