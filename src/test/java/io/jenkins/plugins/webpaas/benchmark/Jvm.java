package io.jenkins.plugins.webpaas.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM like this one, with the same classes. */
final class Jvm {
    private Jvm() {}

    static ProcessBuilder of(Class<?> main, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        words.addAll(arguments);
        return new ProcessBuilder(words);
    }
}
