package io.jenkins.plugins.webpaas.git;

import io.jenkins.plugins.webpaas.git.GitClient.Result;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The reasons for which a push fails, as git and the service's git host tell them. Only the text of the standard error tells them apart. */
enum PushFailure {
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
        Optional<PushFailure> known = Arrays.stream(values())
                .filter(failure -> failure.text.matcher(result.stderr()).find())
                .findFirst();
        return "Could not push to environment '" + environment + "': "
                + known.map(failure -> failure.advice)
                        .orElse("git ended with exit status " + result.status() + ". Its messages are above");
    }
}
