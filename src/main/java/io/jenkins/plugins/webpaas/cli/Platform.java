package io.jenkins.plugins.webpaas.cli;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * What a program must be built for, in the words that the vendor's archives are named with.
 *
 * @param os such as {@code linux}, {@code darwin} or {@code windows}
 * @param arch such as {@code amd64} or {@code arm64}
 */
public record Platform(String os, String arch) implements Serializable {
    /** Those that the vendor builds its CLI for. */
    public static final List<Platform> USUAL = List.of(
            new Platform("linux", "amd64"),
            new Platform("linux", "arm64"),
            new Platform("darwin", "amd64"),
            new Platform("darwin", "arm64"),
            new Platform("windows", "amd64"));

    /** The one that this JVM runs on. */
    public static Platform here() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** @param osName, osArch as Java's system properties have them */
    static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        return new Platform(
                os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "darwin" : word(os),
                switch (arch) {
                    case "x86_64" -> "amd64";
                    case "aarch64" -> "arm64";
                    default -> word(arch);
                });
    }

    /** What may stand in a URL. */
    private static String word(String text) {
        return text.replaceAll("[^a-z0-9_.-]", "");
    }

    /** How the names of its archives end. */
    String extension() {
        return os.equals("windows") ? "zip" : "tar.gz";
    }

    @Override
    public String toString() {
        return os + "_" + arch;
    }
}
