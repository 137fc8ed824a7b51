package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests each look for a request whose answer was lost, without a service. */
class OnceOnlyRequestTest {
    private static final String TYPE = "environment.backup";
    private static final String ADDRESS = "https://api.acme.example/activities";
    private static final WebPaasException LOST =
            WebPaasException.temporary(Problem.SERVER_ERROR, 502, null, "Acme answered 502.");

    private final FakeTime time = new FakeTime();
    private final List<Activity> appeared = new ArrayList<>();
    private final List<IOException> failures = new ArrayList<>();
    private boolean isDone;
    private int looks;
    private int userIdsAsked;
    private final OnceOnlyRequest request = new OnceOnlyRequest(
            new PendingRequest("back up environment 'main'", TYPE, null, null),
            this::look,
            this::userId,
            () -> isDone,
            ADDRESS);

    private List<Activity> look() throws IOException {
        looks++;
        if (!failures.isEmpty()) {
            throw failures.remove(0);
        }
        return List.copyOf(appeared);
    }

    private String userId() {
        userIdsAsked++;
        return "bot";
    }

    private static Activity activity(String id, String userId) {
        return new Activity(
                id,
                "abc",
                List.of("main"),
                userId,
                TYPE,
                "pending",
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                new Links(Map.of()));
    }

    @Test
    void anAnswerIsTheEndOfIt() throws Exception {
        List<Activity> answer = List.of(activity("a", "bot"));

        assertThat(request.run(() -> answer, time)).isSameAs(answer);
        assertThat(looks).isZero();
    }

    @Test
    void whatWasNotSentAndMayPassIsSaidNotToBeStarted() {
        WebPaasException unreachable =
                WebPaasException.temporary(Problem.UNREACHABLE, 0, "Acme cannot be reached.", null);

        assertThatThrownBy(() -> request.run(() -> fail(unreachable), time))
                .hasMessage("Acme cannot be reached. Nothing was started.");
        assertThat(looks).isZero();
    }

    @Test
    void aRefusalIsPassedOn() {
        WebPaasException refusal = WebPaasException.refusal(Problem.FORBIDDEN, 403, "Acme refuses.");

        assertThatThrownBy(() -> request.run(() -> fail(refusal), time)).isSameAs(refusal);
        assertThat(looks).isZero();
    }

    @Test
    void itIsLookedForInGrowingPausesForTwoMinutes() {
        assertThat(unknown(LOST))
                .hasMessage(
                        "It is not known whether Jenkins did back up environment 'main': the answer was lost, and the"
                                + " service shows no such activity so far, but may still be processing the request. Look at the environment's"
                                + " activities, in the console or at https://api.acme.example/activities, before you start it"
                                + " again. Acme answered 502.");
        assertThat(time.pauses.stream().map(Duration::toSeconds))
                .containsExactly(0L, 1L, 2L, 4L, 8L, 15L, 15L, 15L, 15L, 15L, 15L, 15L);
        assertThat(userIdsAsked).as("is of no interest").isZero();
    }

    @Test
    void whatTheServiceAcceptedAndDoesNotShowIsSaidSo() {
        assertThat(unknown(WebPaasException.permanent(Problem.NOT_THE_API, 202, "Acme answered 202.")))
                .hasMessageContaining("the service accepted the request, but shows no such activity. Look");
        assertThat(unknown(WebPaasException.permanent(Problem.NOT_THE_API, 302, "Acme answered 302.")))
                .hasMessageContaining(
                        "the service shows no such activity so far, but may still be processing the request. Look");
    }

    @Test
    void whatAppearsIsFoundAtOnce() throws Exception {
        Activity ours = activity("a", "bot");
        Sleeper sleeper = duration -> {
            time.sleep(duration);
            if (time.pauses.size() == 3) {
                appeared.add(activity("b", "cron"));
                appeared.add(ours);
            }
        };

        assertThat(request.run(() -> fail(LOST.withUnknownOutcome()), sleeper)).containsExactly(ours);
        assertThat(looks).isEqualTo(3);
    }

    @Test
    void anActivityOfAnAccountThatIsNotSaidIsTakenForOurs() throws Exception {
        appeared.add(activity("a", null));

        assertThat(request.run(() -> fail(LOST.withUnknownOutcome()), time)).isEqualTo(appeared);
    }

    @Test
    void anEnvironmentInTheStateThatTheOperationLeavesIsTheEndOfIt() throws Exception {
        isDone = true;

        assertThat(request.run(() -> fail(LOST.withUnknownOutcome()), time)).isEmpty();
        assertThat(looks).as("an activity may appear late").isEqualTo(12);
    }

    @Test
    void anActivityCountsMoreThanTheStateOfTheEnvironment() throws Exception {
        isDone = true;
        appeared.add(activity("a", "bot"));

        assertThat(request.run(() -> fail(LOST.withUnknownOutcome()), time)).isEqualTo(appeared);
    }

    @Test
    void anotherAccountsActivityIsNamed() {
        appeared.add(activity("a", "cron"));
        appeared.add(activity("b", "cron"));

        assertThat(unknown(LOST))
                .hasMessageContaining("and only such an activity of another account appeared meanwhile (a, b). Look");
        assertThat(looks).as("it may appear yet").isEqualTo(12);
    }

    @Test
    void severalOfOursAreNamedAtOnce() {
        appeared.add(activity("a", "bot"));
        appeared.add(activity("b", "bot"));
        appeared.add(activity("c", "cron"));

        assertThat(unknown(LOST)).hasMessageContaining("and several such activities appeared meanwhile (a, b). Look");
        assertThat(looks).isOne();
    }

    @Test
    void aRefusedLookIsTheLast() {
        failures.add(WebPaasException.temporary(Problem.SERVER_ERROR, 503, null, "Acme answered 503."));
        failures.add(WebPaasException.refusal(Problem.FORBIDDEN, 403, "Acme refuses."));

        assertThat(unknown(LOST)).hasMessageContaining("and the activities cannot be read either. Acme refuses. Look");
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void isNotLookedForEarlierThanTheServiceAsks() {
        failures.add(
                WebPaasException.temporary(Problem.RATE_LIMITED, 429, Duration.ofSeconds(30), "Acme answered 429."));

        unknown(WebPaasException.temporary(Problem.RATE_LIMITED, 429, Duration.ofSeconds(15), "Acme answered 429."));

        assertThat(time.pauses.stream().map(Duration::toSeconds)).startsWith(15L, 30L, 15L);
    }

    @Test
    void theLastLookIsTakenEvenIfTheServiceAsksForMore() {
        unknown(WebPaasException.temporary(Problem.RATE_LIMITED, 429, Duration.ofHours(1), "Acme answered 429."));

        assertThat(time.pauses).containsExactly(Duration.ofSeconds(120));
    }

    @Test
    void afterACrashItIsLookedForLikewise() throws Exception {
        appeared.add(activity("a", "bot"));
        assertThat(request.find(time)).isEqualTo(appeared);
        appeared.clear();

        assertThatThrownBy(() -> request.find(time))
                .hasMessageContaining(
                        "the service shows no such activity so far, but may still be processing the request.")
                .hasMessageEndingWith("Jenkins was stopped before the answer came.");
    }

    @Test
    void whatIsNotLookedForIsUnknown() {
        assertThat(request.notLookedFor())
                .hasMessageContaining(
                        "other builds have been starting the same operation there for so long that Jenkins could not look for"
                                + " it. Look")
                .hasMessageEndingWith("Jenkins was stopped before the answer came.")
                .extracting(WebPaasException::problem)
                .isEqualTo(Problem.UNKNOWN_OUTCOME);
    }

    private WebPaasException unknown(WebPaasException lost) {
        WebPaasException failure = CallFailure.call(() -> request.run(() -> fail(lost.withUnknownOutcome()), time));

        assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN_OUTCOME);
        return failure;
    }

    private static List<Activity> fail(IOException failure) throws IOException {
        throw failure;
    }
}
