package io.jenkins.plugins.webpaas.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Starts what must not be started twice, over a network that may lose the answer. The service makes the activity before it
 * answers; so after a lost answer the environment's activities tell whether the request was acted on, and only if they
 * show nothing of it is it sent again. It is not if the service may be at it still, or said that it accepts, or if this JVM
 * is not the one that sent it.
 */
final class Start {
    private static final int ATTEMPTS = 3;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** When to look after a lost answer, in seconds since the look before: the request may be under way still. */
    private static final List<Integer> LOOKS = List.of(0, 1, 2, 4);

    private final Asked asked;
    private final Call later;
    private final UserId userId;
    private final String address;

    interface Call {
        List<Activity> run() throws IOException;
    }

    interface UserId {
        String get() throws IOException;
    }

    /**
     * @param later the activities of the kind that the request starts, since it was asked for, as far as nobody else has
     *     started them who is known
     * @param userId of the account that starts it; asked for only when that matters
     * @param address where a person finds those activities
     */
    Start(Asked asked, Call later, UserId userId, String address) {
        this.asked = asked;
        this.later = later;
        this.userId = userId;
        this.address = address;
    }

    /**
     * @param post sends the request once
     * @throws WebPaasException with {@link Problem#UNKNOWN_OUTCOME} if it cannot be known whether it was started
     */
    List<Activity> run(Call post, Pause pause) throws IOException {
        for (int attempts = 1; ; attempts++) {
            try {
                return post.run();
            } catch (WebPaasException e) {
                if (!isRateLimit(e)) {
                    if (!mayHaveBeenActedOn(e)) {
                        throw e;
                    }
                    List<Activity> found = look(e, pause);
                    if (!found.isEmpty()) {
                        return found;
                    }
                }
                if (attempts == ATTEMPTS || longest(e).compareTo(LONGEST_PAUSE) > 0) {
                    throw e.with("Nothing was started.");
                }
                pause.rest(longest(e));
            }
        }
    }

    /**
     * Finds what was started by a request that a crash kept from being answered.
     *
     * @return never empty
     * @throws WebPaasException as above
     */
    List<Activity> find(Pause pause) throws IOException {
        WebPaasException lost =
                WebPaasException.temporary(Problem.NO_ANSWER, 0, "Jenkins was stopped before the answer came.", null);
        return look(lost, pause);
    }

    private static boolean isRateLimit(WebPaasException e) {
        return e.problem() == Problem.RATE_LIMITED;
    }

    /** A connection that failed, a failure on the other side, or an answer of success that could not be read. */
    private static boolean mayHaveBeenActedOn(WebPaasException e) {
        return e.isTemporary() || isAccepted(e);
    }

    private static boolean isAccepted(WebPaasException e) {
        return e.status().orElse(0) / 100 == 2;
    }

    private static boolean isLate(WebPaasException e) {
        return e.problem() == Problem.NO_ANSWER || e.status().orElse(0) == GATEWAY_TIMEOUT;
    }

    private static Duration longest(WebPaasException e) {
        Duration least = Duration.ofSeconds(1);
        return e.retryAfter() != null && e.retryAfter().compareTo(least) > 0 ? e.retryAfter() : least;
    }

    private List<Activity> look(WebPaasException lost, Pause pause) throws IOException {
        for (int seconds : LOOKS) {
            pause.rest(Duration.ofSeconds(seconds));
            List<Activity> ours = ours(lost);
            if (!ours.isEmpty()) {
                return ours;
            }
        }
        if (isAccepted(lost)) {
            throw unknown("the service accepted it, but shows no such activity", lost);
        }
        if (isLate(lost)) {
            throw unknown("the service shows no such activity so far, but may be at it still", lost);
        }
        return List.of();
    }

    /** None or one. Another account's does not count, but makes it uncertain that the service has none of ours. */
    private List<Activity> ours(WebPaasException lost) throws IOException {
        List<Activity> fresh;
        List<Activity> ours;
        try {
            fresh = later.run();
            String user = fresh.isEmpty() ? null : userId.get();
            ours = fresh.stream()
                    .filter(activity ->
                            activity.userId() == null || activity.userId().equals(user))
                    .toList();
        } catch (WebPaasException e) {
            throw unknown("the activities cannot be read either. " + e.getMessage(), lost);
        }
        if (ours.size() > 1) {
            throw unknown("several such activities appeared meanwhile (" + ids(ours) + ")", lost);
        }
        if (ours.isEmpty() && !fresh.isEmpty()) {
            throw unknown("only another account's such activity appeared meanwhile (" + ids(fresh) + ")", lost);
        }
        return ours;
    }

    private WebPaasException unknown(String why, WebPaasException lost) {
        return WebPaasException.lasting(
                Problem.UNKNOWN_OUTCOME,
                "It is not known whether Jenkins did " + asked.aim() + ": the answer was lost, and " + why
                        + ". Look at the environment's activities, in the console or at " + address
                        + ", before you start it again. " + lost.getMessage(),
                lost);
    }

    private static String ids(List<Activity> activities) {
        return activities.stream().map(Activity::id).collect(Collectors.joining(", "));
    }
}
