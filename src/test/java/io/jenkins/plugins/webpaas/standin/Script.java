package io.jenkins.plugins.webpaas.standin;

import java.time.Duration;
import java.util.List;

/** The course of an activity: the log spread over the duration, then the result. */
public record Script(Duration duration, Result result, List<String> log) {
    /** A script that succeeds. */
    public static Script success(Duration duration, String... log) {
        return new Script(duration, Result.SUCCESS, List.of(log));
    }

    /** A script that fails. */
    public static Script failure(Duration duration, String... log) {
        return new Script(duration, Result.FAILURE, List.of(log));
    }
}
