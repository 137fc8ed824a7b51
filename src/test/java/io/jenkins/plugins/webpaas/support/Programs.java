package io.jenkins.plugins.webpaas.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of this machine that tests use. */
public final class Programs {
    private Programs() {}

    /** Looks in the PATH, and in {@code sbin} beside each {@code bin}, as the PATH of most users has no daemons. */
    public static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(Path::of)
                .flatMap(directory -> Stream.of(directory, directory.resolveSibling("sbin")))
                .map(directory -> directory.resolve(program))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Skips a test that knows only while it runs what it needs; for all others there is {@link RequiresProgram}. */
    public static void require(String program) {
        missing(program).ifPresent(Assumptions::abort);
    }

    /** The reason to skip a test, for the first of the programs that is not installed. */
    static Optional<String> missing(String... programs) {
        return Arrays.stream(programs)
                .filter(program -> find(program).isEmpty())
                .findFirst()
                .map(program -> program + " is not installed");
    }
}
