package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;

/**
 * The result of a call during network trouble, as a user sees it.
 *
 * @param answer null if there is no answer, or only a part
 * @param failure null if there is an answer
 * @param requests number of requests to the service
 * @param activities number of activities that the call started
 * @param state state of the activity that existed before the call
 * @param strangers number of requests to another host
 */
public record CallAftermath(
        TroubledCall call,
        Object answer,
        IOException failure,
        int requests,
        int activities,
        String state,
        int strangers,
        Duration time) {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** The ways out that a message may name. */
    private static final String ADVICE =
            "(?s).*(Check |Set the |add the proxy's certificate|[Tt]ry again later|Look at the environment's activities"
                    + "|Create a new API token|Gave up after|Jenkins waits at most).*";

    public String text() {
        String text = outcome() + ", " + requests + (requests == 1 ? " request" : " requests");
        return call.isOperation() ? text + ", " + activities + (activities == 1 ? " activity" : " activities") : text;
    }

    private String outcome() {
        if (failure instanceof WebPaasException e) {
            return isUnknown() ? "unknown" : "failed: " + e.problem();
        }
        if (failure != null) {
            return "failed: " + failure.getClass().getSimpleName().replace("Exception", "");
        }
        if (answer == null) {
            return "in part";
        }
        return answer instanceof Cancellation result && result != Cancellation.ACCEPTED ? result.toString() : "done";
    }

    public void check() {
        assertThat(time).isLessThan(DEADLINE);
        assertThat(strangers).as("requests to another host").isZero();
        assertThat(requests).as("requests").isLessThanOrEqualTo(4);
        if (call.isOperation()) {
            assertThat(activities).as("started").isLessThanOrEqualTo(1);
            assertThat(activities).as("started").isEqualTo(failure == null ? 1 : isUnknown() ? activities : 0);
        }
        if (call == TroubledCall.CANCEL && failure == null) {
            assertThat(state).isEqualTo("cancelled");
        }
        if (failure != null) {
            checkMessage();
        }
    }

    private boolean isUnknown() {
        return failure instanceof WebPaasException e && e.problem() == Problem.UNKNOWN_OUTCOME;
    }

    private void checkMessage() {
        String message = failure.getMessage();
        assertThat(message).doesNotContain("\n", "Exception", "null").hasSizeLessThan(900);
        assertThat(message).matches(ADVICE);
        if (isUnknown()) {
            assertThat(message)
                    .startsWith("It is not known whether Jenkins did ")
                    .containsPattern("at https://127\\.0\\.0\\.1:\\d+/projects/" + StandIn.PROJECT
                            + (call.concernsTwoEnvironments() ? "" : "/environments/" + TroubleScenario.ENVIRONMENT)
                            + "/activities, before you start it again");
        } else if (failure instanceof WebPaasException) {
            assertThat(message).containsPattern("^Could not " + call.aim);
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(StandIn.API_TOKEN, "Bearer ", "Basic ", "eyJ", "access_token");
    }
}
