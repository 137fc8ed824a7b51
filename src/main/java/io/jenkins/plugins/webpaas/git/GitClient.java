package io.jenkins.plugins.webpaas.git;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** Names that are no names of branches (git-check-ref-format(1)). */
    private static final Pattern NO_BRANCH =
            Pattern.compile("[\\p{Cntrl} ~^:?*\\[\\\\]|\\.\\.|@\\{|//|^[-/.]|/\\.|\\.lock(/|$)|[/.]$");

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
     * Checks the name of a branch, which is the name of the environment that a push to the branch can create.
     *
     * @param field that has the name
     * @throws InvalidFieldException if there can be no branch of the name
     */
    public static void checkBranch(String field, String name) {
        if (name.isEmpty() || NO_BRANCH.matcher(name).find()) {
            throw new InvalidFieldException(field, "environment.noBranch", name);
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

    /** The reasons for which a push fails, as git and the service's git host tell them. Only the text of the standard error tells them apart. */
    private enum PushFailure {
        SHALLOW(
                "shallow update not allowed",
                "the clone is shallow, and the environment lacks the commits before it. Fetch the whole history: turn off the shallow"
                        + " clone of the checkout, or run 'git fetch --unshallow'"),
        BEHIND(
                "non-fast-forward|fetch first|stale info",
                "the environment has commits that the pushed commit does not contain. Merge or rebase, or set force: true to drop them"),
        WITHOUT_OPTIONS(
                "does not support push options",
                "the service's git host takes no push options. Set activate: false, and leave parent, type, cloneParent and strategy out"),
        UNAUTHENTICATED(
                "Permission denied \\(publickey",
                "the service does not accept the SSH certificate of the login. See the messages of the SSH agent in this log"),
        UNKNOWN_HOST_KEY(
                "Host key verification failed",
                "the host key of the service's git host is not known, or has changed. An administrator can enter the key in the system"
                        + " configuration"),
        UNREACHABLE(
                "Could not resolve hostname|Connection (timed out|refused)|Network is unreachable|No route to host",
                "the node cannot reach the service's git host"),
        REFUSED(
                "protected branch|hook declined|denied|not allowed|do not have access",
                "the service refuses the push. The environment may be protected, or the machine user needs at least the role Contributor"
                        + " for its type, or a source integration owns the repository; then push to that repository instead");

        private final Pattern text;
        private final String advice;

        PushFailure(String text, String advice) {
            this.text = Pattern.compile(text, Pattern.CASE_INSENSITIVE);
            this.advice = advice;
        }

        /** Returns the sentence for users about a push that failed. */
        static String message(String environment, Result result) {
            return "Could not push to environment '" + environment + "': "
                    + Arrays.stream(values())
                            .filter(failure ->
                                    failure.text.matcher(result.stderr()).find())
                            .map(failure -> failure.advice)
                            .findFirst()
                            .orElse("git ended with exit status " + result.status() + ". Its messages are above");
        }
    }
}
