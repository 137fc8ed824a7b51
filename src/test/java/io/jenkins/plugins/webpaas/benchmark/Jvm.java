package io.jenkins.plugins.webpaas.benchmark;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM like this one, with the same classes. */
final class Jvm {
    private Jvm() {}

    static ProcessBuilder of(Class<?> main, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(main.getClassLoader()),
                main.getName()));
        words.addAll(arguments);
        return new ProcessBuilder(words);
    }

    /** Under Maven, classes are not those of the JVM itself. */
    private static String classPath(ClassLoader loader) {
        return loader instanceof URLClassLoader urls
                ? Stream.of(urls.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }
}
