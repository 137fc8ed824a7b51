package io.jenkins.plugins.webpaas.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of this machine, run to its end in an environment of the test's making. */
public final class Command {
    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>();
    private Path directory = Path.of(".");

    /** The exit code of a program, and the text of both its outputs. */
    public record Result(int exit, String output) {}

    private Command(List<String> words) {
        this.words = words;
    }

    public static Command of(String... words) {
        return new Command(List.of(words));
    }

    /** A command line for {@code sh}. */
    public static Command shell(String line) {
        return of("sh", "-c", line);
    }

    /** Variables; {@code PATH+…} goes in front of the PATH, as in Jenkins. */
    public Command with(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (name.startsWith("PATH+")) {
                environment.put("PATH", value + File.pathSeparator + environment.getOrDefault("PATH", path()));
            } else {
                environment.put(name, value);
            }
        });
        return this;
    }

    public Command in(Path directory) {
        this.directory = directory;
        return this;
    }

    public Result run() {
        try {
            Path output = Files.createTempFile("command", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(words)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(output.toFile());
                builder.environment().keySet().removeIf(name -> name.startsWith("SSH_") || name.startsWith("GIT_"));
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(words + " did not end: " + Files.readString(output));
                }
                return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs the program, which must succeed, and returns the text of both outputs. */
    public String output() {
        Result result = run();
        if (result.exit() != 0) {
            throw new AssertionError(words + " ended with " + result.exit() + ": " + result.output());
        }
        return result.output();
    }

    private static String path() {
        return System.getenv("PATH");
    }
}
