package io.jenkins.plugins.webpaas.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A bare repository with one commit, untouched by the developer's git configuration. */
final class GitRepository {
    /** Names the file in which the hook notes what a push changed. */
    static final String PUSH_RECORD = "STANDIN_PUSH";

    /** Each line of an option begins with {@code option}. */
    private static final String HOOK = """
            #!/bin/sh
            {
                cat
                i=0
                while [ "$i" -lt "${GIT_PUSH_OPTION_COUNT:-0}" ]; do
                    eval "printf 'option %%s\\n' \\"\\$GIT_PUSH_OPTION_$i\\""
                    i=$((i + 1))
                done
            } >"$%s"
            """.formatted(PUSH_RECORD);

    private static final String FIRST_COMMIT = """
            commit refs/heads/%s
            committer Stand-in <stand-in@example.com> 1767225600 +0000
            data 13
            First commit
            M 644 inline .platform.app.yaml
            data 10
            name: app

            """;

    private final Path directory;
    private final String firstCommit;

    GitRepository(Path directory, String defaultBranch) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            git("init", "--quiet", "--bare", "--initial-branch=" + defaultBranch);
            git("config", "receive.advertisePushOptions", "true");
            Path hook = Files.writeString(
                    Files.createDirectories(directory.resolve("hooks")).resolve("post-receive"), HOOK);
            if (!hook.toFile().setExecutable(true)) {
                throw new IOException("Not made executable: " + hook);
            }
            run(FIRST_COMMIT.formatted(defaultBranch), "fast-import", "--quiet");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        firstCommit = git("rev-parse", "refs/heads/" + defaultBranch);
    }

    Path directory() {
        return directory;
    }

    String firstCommit() {
        return firstCommit;
    }

    void branch(String name, String commit) {
        git("update-ref", "refs/heads/" + name, commit);
    }

    void delete(String name) {
        git("update-ref", "-d", "refs/heads/" + name);
    }

    /** Git and its children see this environment and no other. */
    static Map<String, String> environment(Path home) {
        return Map.of(
                "PATH",
                System.getenv("PATH"),
                "HOME",
                home.toString(),
                "LC_ALL",
                "C.UTF-8",
                "GIT_CONFIG_NOSYSTEM",
                "1");
    }

    private String git(String... arguments) {
        return run("", arguments);
    }

    private String run(String input, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder("git").directory(directory.toFile());
        builder.command().addAll(List.of(arguments));
        builder.redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment(directory));
        try {
            Process process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", builder.command()) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
