package io.jenkins.plugins.webpaas.git;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Git in a work tree, by commands that a runner executes.
 *
 * <pre>{@code
 * GitClient git = new GitClient(runner);
 * String commit = git.commit("HEAD");
 * git.push(commit, "pr-12", repositoryUrl, new PushOptions().withParent("main"));
 * }</pre>
 */
public final class GitClient {
    /**
     * The variables of all commands: messages in English, which {@link PushFailure} recognises; no question; and no wait on the service's git host
     * (protocol, "environment:push").
     */
    public static final Map<String, String> VARIABLES =
            Map.of("LC_ALL", "C", "GIT_TERMINAL_PROMPT", "0", "PLATFORMSH_PUSH_NO_WAIT", "1");

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** The exit status by which a shell says that there is no such command. */
    private static final int NO_COMMAND = 127;

    /** The exit status by which a container's runtime says the same. */
    private static final int NOT_EXECUTABLE = 126;

    private final Runner runner;

    public GitClient(Runner runner) {
        this.runner = runner;
    }

    /** Executes commands in the work tree. */
    public interface Runner {
        /**
         * Runs a command to its end, with {@link #VARIABLES} in its environment.
         *
         * @param isShown whether users see the command line and the standard error
         * @throws IOException if the command cannot be started
         */
        Result run(List<String> command, boolean isShown) throws IOException, InterruptedException;
    }

    /**
     * The end of a command.
     *
     * @param stdout the standard output, perhaps cut off
     * @param stderr the end of the standard error
     */
    public record Result(int status, String stdout, String stderr) {
        /** The end of a command where there is no git. */
        public static final Result NO_GIT = new Result(NO_COMMAND, "", "");

        /** The end of a command in a directory that is not there. */
        public static final Result NO_REPOSITORY = new Result(128, "", "not a git repository");
    }

    /**
     * Checks the name of a commit: a branch, tag, id or another name that git-rev-parse(1) understands.
     *
     * @throws InvalidFieldException if git would take the name for an option
     */
    public static void checkSource(String source) {
        if (source.startsWith("-")) {
            throw new InvalidFieldException("source", "source.invalid", source);
        }
    }

    /**
     * Returns the id of a commit.
     *
     * @param source a name of a commit that passes {@link #checkSource}
     * @throws IOException if there is no such commit, no repository, or no git
     */
    public String commit(String source) throws IOException, InterruptedException {
        Result result = run(false, List.of("rev-parse", "--verify", source + "^{commit}"));
        String commit = result.stdout().strip();
        if (result.status() != 0) {
            throw new IOException(
                    result.stderr().contains("not a git repository")
                            ? "There is no git repository in the current directory. Check out the sources before this step, with"
                                    + " 'checkout scm' or 'git', or enter their directory with dir('…')"
                            : "source: '" + source + "' is no commit of the repository in the current directory: "
                                    + lastLine(result.stderr()));
        }
        if (!COMMIT.matcher(commit).matches()) {
            throw new IOException("git on the node has named no commit for '" + source + "'");
        }
        return commit;
    }

    /**
     * Pushes a commit to the branch of an environment.
     *
     * @param repository address of the project's repository
     * @throws IOException if the service or git refuses the push
     */
    public void push(String commit, String environment, String repository, PushOptions options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("push"));
        arguments.addAll(options.arguments());
        arguments.addAll(List.of("--", repository, commit + ":refs/heads/" + environment));
        Result result = run(true, arguments);
        if (result.status() != 0) {
            throw new IOException(PushFailure.message(environment, result));
        }
    }

    private Result run(boolean isShown, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(arguments);
        Result result = runner.run(command, isShown);
        if (result.status() == NO_COMMAND || result.status() == NOT_EXECUTABLE) {
            throw new IOException(
                    "There is no git where the step runs. Install git on the node, or in the container's image");
        }
        return result;
    }

    private static String lastLine(String text) {
        return text.strip().lines().reduce("", (before, line) -> line);
    }
}
