package io.jenkins.plugins.webpaas.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Starts what must not be started twice, over a network that may lose the answer. The service makes the activity before it
 * answers; so after a lost answer the environment's activities tell whether the request was acted on, and only if they
 * show nothing of it is it sent again.
 */
final class Start {
    private static final int ATTEMPTS = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** When to look after a lost answer, in seconds since the look before: the request may be under way still. */
    private static final List<Integer> LOOKS = List.of(0, 1, 2, 4);

    private final String aim;
    private final Call post;
    private final Call list;
    private final Pause pause;

    interface Call {
        List<Activity> run() throws IOException;
    }

    /**
     * @param aim completes "Could not …"
     * @param post sends the request once
     * @param list the newest activities of the kind that the request starts
     */
    Start(String aim, Call post, Call list, Pause pause) {
        this.aim = aim;
        this.post = post;
        this.list = list;
        this.pause = pause;
    }

    /** @throws WebPaasException with {@link Problem#UNKNOWN_OUTCOME} if it cannot be known whether it was started */
    List<Activity> run() throws IOException {
        Set<String> before = list.run().stream().map(Activity::id).collect(Collectors.toSet());
        for (int attempts = 1; ; attempts++) {
            try {
                return post.run();
            } catch (WebPaasException e) {
                if (!isRateLimit(e)) {
                    if (!mayHaveBeenActedOn(e)) {
                        throw e;
                    }
                    List<Activity> found = look(before, e);
                    if (!found.isEmpty()) {
                        return found;
                    }
                }
                if (attempts == ATTEMPTS || longest(e).compareTo(LONGEST_PAUSE) > 0) {
                    throw e.with("Nothing was started.");
                }
                sleep(longest(e));
            }
        }
    }

    private static boolean isRateLimit(WebPaasException e) {
        return e.problem() == Problem.RATE_LIMITED;
    }

    /** A connection that failed, a failure on the other side, or an answer of success that could not be read. */
    private static boolean mayHaveBeenActedOn(WebPaasException e) {
        return e.isTemporary() || e.status().orElse(0) / 100 == 2;
    }

    private static Duration longest(WebPaasException e) {
        Duration least = Duration.ofSeconds(1);
        return e.retryAfter() != null && e.retryAfter().compareTo(least) > 0 ? e.retryAfter() : least;
    }

    private List<Activity> look(Set<String> before, WebPaasException lost) throws IOException {
        for (int seconds : LOOKS) {
            sleep(Duration.ofSeconds(seconds));
            List<Activity> fresh = fresh(before, lost);
            if (fresh.size() > 1) {
                throw unknown("several such activities appeared meanwhile (" + ids(fresh) + ")", lost);
            }
            if (!fresh.isEmpty()) {
                return fresh;
            }
        }
        return List.of();
    }

    private List<Activity> fresh(Set<String> before, WebPaasException lost) throws IOException {
        try {
            return list.run().stream()
                    .filter(activity -> !before.contains(activity.id()))
                    .toList();
        } catch (WebPaasException e) {
            throw unknown("the activities cannot be read either. " + e.getMessage(), lost);
        }
    }

    private WebPaasException unknown(String why, WebPaasException lost) {
        return WebPaasException.lasting(
                Problem.UNKNOWN_OUTCOME,
                "It is not known whether Jenkins did " + aim + ": the answer was lost, and " + why
                        + ". Look at the environment's activities in the console before you start it again. "
                        + lost.getMessage(),
                lost);
    }

    private static String ids(List<Activity> activities) {
        return activities.stream().map(Activity::id).collect(Collectors.joining(", "));
    }

    private void sleep(Duration duration) throws InterruptedIOException {
        try {
            pause.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while starting an operation");
        }
    }
}
