package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.api.http.LostAnswerException;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Starts what must not be started twice, over a network that may lose the answer. Once the request was sent, only a refusal says that
 * nothing was started. After any other answer, or none, the service may act on the request yet; so the environment's activities are
 * looked at until they show what the request started. The request is not sent again.
 */
final class OnceOnlyRequest {
    /**
     * When to look, in seconds after the answer was lost. A gateway gives up after 60 s by default (nginx, the load balancers of AWS), and
     * a worker behind it is ended after 30 s (gunicorn) to 60 s. So what a service begins at all, it has begun by the last look.
     */
    private static final List<Integer> LOOKS = List.of(0, 1, 3, 7, 15, 30, 45, 60, 75, 90, 105, 120);

    private static final int LAST = LOOKS.get(LOOKS.size() - 1);

    private final PendingRequest asked;
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
    OnceOnlyRequest(PendingRequest asked, Call later, UserId userId, String address) {
        this.asked = asked;
        this.later = later;
        this.userId = userId;
        this.address = address;
    }

    /**
     * @param post sends the request once
     * @throws WebPaasException with {@link Problem#UNKNOWN_OUTCOME} if it cannot be known whether it was started
     */
    List<Activity> run(Call post, Sleeper pause) throws IOException {
        try {
            return post.run();
        } catch (LostAnswerException e) {
            return look(e.answer(), pause);
        } catch (WebPaasException e) {
            throw e.isTemporary() ? e.with("Nothing was started.") : e;
        }
    }

    /**
     * Finds what was started by a request that a crash kept from being answered.
     *
     * @return never empty
     * @throws WebPaasException as above
     */
    List<Activity> find(Sleeper pause) throws IOException {
        return look(stopped(), pause);
    }

    /** What a crash leaves if others were looked for for too long. */
    WebPaasException notLookedFor() {
        return unknown("other builds have been starting the same there for too long to look for it", stopped());
    }

    private static WebPaasException stopped() {
        return WebPaasException.temporary(Problem.NO_ANSWER, 0, "Jenkins was stopped before the answer came.", null);
    }

    private List<Activity> look(WebPaasException lost, Sleeper pause) throws IOException {
        String why = "";
        long now = 0;
        long notBefore = WebPaasException.pauseAfter(lost).toSeconds();
        for (int time : LOOKS) {
            if (time < notBefore && time < LAST) {
                continue;
            }
            pause.rest(Duration.ofSeconds(time - now));
            now = time;
            List<Activity> fresh;
            List<Activity> ours;
            try {
                fresh = later.run();
                ours = ours(fresh);
            } catch (WebPaasException e) {
                why = "the activities cannot be read either. " + e.getMessage();
                if (e.isRefusal()) {
                    break;
                }
                notBefore = now + WebPaasException.pauseAfter(e).toSeconds();
                continue;
            }
            if (ours.size() == 1) {
                return ours;
            }
            if (ours.size() > 1) {
                throw unknown("several such activities appeared meanwhile (" + ids(ours) + ")", lost);
            }
            why = fresh.isEmpty()
                    ? nothing(lost)
                    : "only another account's such activity appeared meanwhile (" + ids(fresh) + ")";
        }
        throw unknown(why, lost);
    }

    /** Of several, those of the account. */
    private List<Activity> ours(List<Activity> fresh) throws IOException {
        String user = fresh.isEmpty() ? null : userId.get();
        return fresh.stream()
                .filter(activity ->
                        activity.userId() == null || activity.userId().equals(user))
                .toList();
    }

    private static String nothing(WebPaasException lost) {
        return lost.status().orElse(0) / 100 == 2
                ? "the service accepted it, but shows no such activity"
                : "the service shows no such activity so far, but may be at it still";
    }

    private WebPaasException unknown(String why, WebPaasException lost) {
        return WebPaasException.lasting(
                Problem.UNKNOWN_OUTCOME,
                "It is not known whether Jenkins did " + asked.aim() + ": the answer was lost, and " + why
                        + (why.endsWith(".") ? "" : ".")
                        + " Look at the environment's activities, in the console or at " + address
                        + ", before you start it again. " + lost.getMessage(),
                lost);
    }

    private static String ids(List<Activity> activities) {
        return activities.stream().map(Activity::id).collect(Collectors.joining(", "));
    }
}
