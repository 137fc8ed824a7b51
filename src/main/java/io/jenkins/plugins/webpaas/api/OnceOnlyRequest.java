package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.api.http.IoSupplier;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Starts an operation once over a network that may lose the answer. After a request was sent, only a refusal means that nothing was
 * started. Without an answer, the service may have acted on the request or may still do so. This class then looks at the environment's
 * activities until they show what the request started. It does not send the request again.
 *
 * @param newActivities reads the activities of the request's type since the bookmark, without those that other builds are known to have
 *     started
 * @param userId id of the account that starts the operation; asked only if needed
 * @param isDone tells whether the environment is as the operation leaves it; asked only if no activity is shown in the end
 * @param address URL of the activities for people
 */
record OnceOnlyRequest(
        PendingRequest request,
        IoSupplier<List<Activity>> newActivities,
        IoSupplier<String> userId,
        IoSupplier<Boolean> isDone,
        String address) {
    /**
     * The seconds after the loss of an answer at which to look. A gateway gives up after 60 s by default (nginx, the load balancers of AWS),
     * and the worker behind it is ended after 30 s (gunicorn) to 60 s. So an operation that starts at all has started by the last look.
     */
    private static final List<Integer> LOOKS = List.of(0, 1, 3, 7, 15, 30, 45, 60, 75, 90, 105, 120);

    private static final int LAST = LOOKS.get(LOOKS.size() - 1);

    /**
     * Sends the request and returns the activities that it started.
     *
     * @param post sends the request once
     * @throws WebPaasException with {@link Problem#UNKNOWN_OUTCOME} if the activities do not show whether the operation was started
     */
    List<Activity> run(IoSupplier<List<Activity>> post, Sleeper sleeper) throws IOException {
        try {
            return post.get();
        } catch (WebPaasException e) {
            if (e.problem() == Problem.UNKNOWN_OUTCOME) {
                return look(e, sleeper);
            }
            throw e.isTemporary() ? e.withSentence("Nothing was started.") : e;
        }
    }

    /**
     * Finds the activities that the request started, if Jenkins crashed before the answer came. Throws the same exceptions as {@link #run}.
     *
     * @return empty if the environment is as the operation leaves it, and no activity is shown
     */
    List<Activity> find(Sleeper sleeper) throws IOException {
        return look(crash(), sleeper);
    }

    /** Returns the failure of a request from before a crash that could not be looked for because of other builds. */
    WebPaasException notLookedFor() {
        return unknown(
                "other builds have been starting the same operation there for so long that Jenkins could not look for it",
                crash());
    }

    private static WebPaasException crash() {
        return WebPaasException.temporary(Problem.NO_ANSWER, 0, "Jenkins was stopped before the answer came.", null);
    }

    private List<Activity> look(WebPaasException lost, Sleeper sleeper) throws IOException {
        String reason = "";
        long now = 0;
        long notBefore = WebPaasException.pauseAfter(lost).toSeconds();
        for (int time : LOOKS) {
            if (time < notBefore && time < LAST) {
                continue;
            }
            sleeper.pause(Duration.ofSeconds(time - now));
            now = time;
            List<Activity> all;
            List<Activity> ours;
            try {
                all = newActivities.get();
                ours = ofAccount(all);
            } catch (WebPaasException e) {
                reason = "the activities cannot be read either. " + e.getMessage();
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
            reason = all.isEmpty()
                    ? noActivity(lost)
                    : "only such an activity of another account appeared meanwhile (" + ids(all) + ")";
        }
        if (isFoundDone()) {
            return List.of();
        }
        throw unknown(reason, lost);
    }

    private boolean isFoundDone() throws IOException {
        try {
            return isDone.get();
        } catch (WebPaasException e) {
            return false;
        }
    }

    /** Returns the activities of this account, and those without an account. */
    private List<Activity> ofAccount(List<Activity> activities) throws IOException {
        String user = activities.isEmpty() ? null : userId.get();
        return activities.stream()
                .filter(activity ->
                        activity.userId() == null || activity.userId().equals(user))
                .toList();
    }

    private static String noActivity(WebPaasException lost) {
        return lost.status().orElse(0) / 100 == 2
                ? "the service accepted the request, but shows no such activity"
                : "the service shows no such activity so far, but may still be processing the request";
    }

    private WebPaasException unknown(String reason, WebPaasException lost) {
        return WebPaasException.permanent(
                Problem.UNKNOWN_OUTCOME,
                "It is not known whether Jenkins did " + request.aim() + ": the answer was lost, and " + reason
                        + (reason.endsWith(".") ? "" : ".")
                        + " Look at the environment's activities, in the console or at " + address
                        + ", before you start it again. " + lost.getMessage(),
                lost);
    }

    private static String ids(List<Activity> activities) {
        return activities.stream().map(Activity::id).collect(Collectors.joining(", "));
    }
}
