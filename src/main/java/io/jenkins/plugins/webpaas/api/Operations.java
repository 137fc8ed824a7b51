package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.auth.AuthorizedCalls;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.Json;
import io.jenkins.plugins.webpaas.api.http.LostAnswerException;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * What an account can have done to an environment. Blocks and throws as {@link WebPaasApi}, and with
 * {@link Problem#UNKNOWN_OUTCOME} if it cannot be known whether an operation was started.
 */
public final class Operations {
    private static final String BACKUP = "environment.backup";
    private static final String SOURCE_OPERATION = "environment.source-operation";
    private static final int ACCEPTED = 202;
    private static final Set<Problem> REFUSED = Set.of(Problem.FORBIDDEN, Problem.NOT_FOUND, Problem.REFUSED);

    private final ApiToken token;
    private final AuthorizedCalls calls;
    private final Activities activities;

    /** The same, for somebody who looks again and again. */
    private final Activities looks;

    private final OnceOnlyRequest.UserId userId;
    private final Obstacles obstacles;
    private final StartLocks starts;
    private final RequestJournal journal;

    /** Tells as {@link WebPaasApi#obstacle} does. */
    interface Obstacles {
        Optional<String> of(Environment environment) throws InterruptedIOException;
    }

    Operations(
            ApiToken token,
            AuthorizedCalls calls,
            OnceOnlyRequest.UserId userId,
            Obstacles obstacles,
            StartLocks starts,
            RequestJournal journal) {
        this.token = token;
        this.calls = calls;
        activities = new Activities(token, calls, userId);
        looks = new Activities(token, calls.withoutRetries(), userId);
        this.userId = userId;
        this.obstacles = obstacles;
        this.starts = starts;
        this.journal = journal;
    }

    /**
     * Starts a backup (protocol section 5), once, even if the network loses the answer.
     *
     * @param live without a pause of the environment, and perhaps inconsistent
     * @return its activities; none if the backup is there already
     */
    public List<Activity> backup(Environment environment, boolean live) throws IOException {
        URI url = link(environment, "#backup", "the machine user needs the role Admin for its type");
        return start(environment, "back up", BACKUP, url, Map.of("safe", !live));
    }

    /** The names of the source operations that an environment offers, in alphabetical order (protocol section 6). */
    public List<String> sourceOperations(Environment environment) throws IOException {
        URI url = link(environment, "#source-operations", SOURCE_OPERATIONS_ADVICE);
        ApiCall call = call(
                "list the source operations of " + name(environment),
                request(url).build());
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode operation : calls.repeatable(token, call, JsonNode::isArray)) {
            String name = Json.text(operation, "operation");
            if (name != null) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /**
     * Starts a source operation, once, even if the network loses the answer.
     *
     * @param variables prefix, such as {@code env}, to name to value
     * @return its activities; none if it is done already
     */
    public List<Activity> run(Environment environment, String operation, Map<String, Map<String, String>> variables)
            throws IOException {
        URI url = link(environment, "#source-operation", SOURCE_OPERATIONS_ADVICE);
        return start(
                environment,
                "run the source operation '" + operation + "' on",
                SOURCE_OPERATION,
                url,
                Map.of("operation", operation, "variables", variables));
    }

    /**
     * Finds what was started by a request that was sent before a crash, if it was: it is not sent again, as the service may be at
     * it still.
     *
     * @return its activities, never none
     */
    public List<Activity> find(PendingRequest asked) throws IOException {
        OnceOnlyRequest start = start(asked);
        try {
            return starts.run(kind(asked), start::find);
        } catch (TimeoutException e) {
            throw start.notLookedFor();
        }
    }

    private List<Activity> start(Environment environment, String what, String type, URI url, Map<String, ?> body)
            throws IOException {
        String aim = what + " " + name(environment);
        ApiCall call = call(
                aim,
                request(url)
                        .post(RequestBody.create(Json.write(body), WebPaasApi.JSON))
                        .build());
        PendingRequest asked = asked(environment, aim, type);
        // Before the turn: what keeps it may take its time, which is none of the others' business.
        journal.keep(asked);
        try {
            return starts.run(kind(asked), pause -> {
                // Others have had their turns since then.
                OnceOnlyRequest start = start(asked(environment, aim, type));
                journal.sending();
                return start.run(() -> begun(call, calls.once(token, call, Operations::isAnswer)), pause);
            });
        } catch (WebPaasException e) {
            throw explained(e, environment);
        } catch (TimeoutException e) {
            throw new IOException(call.failed("other builds have been starting the same there for too long."
                    + " Nothing was started; try again later."));
        }
    }

    private PendingRequest asked(Environment environment, String aim, String type) throws IOException {
        return new PendingRequest(aim, type, activities.mark(environment.project(), environment.id(), type));
    }

    /** One that lists no activity says that there is none to wait for; one that lists something else says nothing. */
    private static boolean isAnswer(JsonNode json) {
        JsonNode embedded = json.path("_embedded");
        JsonNode activities = activitiesIn(json);
        return json.isObject()
                && (embedded.isObject() || isAbsent(embedded))
                && (activities.isArray() || isAbsent(activities))
                && Activities.of(activities).size() == activities.size();
    }

    /**
     * Reads the activities of an answer.
     *
     * @throws LostAnswerException if the service accepted the request and does not name what came of it, as it documents
     */
    private static List<Activity> begun(ApiCall call, JsonNode answer) throws LostAnswerException {
        if (isAbsent(answer.path("_embedded")) && !WebPaasApi.RESOURCE.test(answer)) {
            throw new LostAnswerException(WebPaasException.lasting(
                    Problem.UNKNOWN_OUTCOME,
                    ACCEPTED,
                    call.failed(call.peer() + " accepted the request and did not name its activity.")));
        }
        return Activities.of(activitiesIn(answer));
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static JsonNode activitiesIn(JsonNode answer) {
        return answer.path("_embedded").path("activities");
    }

    private OnceOnlyRequest start(PendingRequest asked) {
        ActivityBookmark before = asked.before();
        return new OnceOnlyRequest(
                asked,
                () -> looks.newestSince(before, asked.type()).stream()
                        .filter(activity -> !starts.isTaken(activity))
                        .toList(),
                userId,
                activities.address(before.project(), before.environment()).toString());
    }

    private String kind(PendingRequest asked) {
        ActivityBookmark before = asked.before();
        return activities.address(before.project(), before.environment()) + " " + asked.type();
    }

    private URI link(Environment environment, String name, String advice) throws IOException {
        Optional<URI> url = environment.links().url(token.service(), name);
        if (url.isPresent()) {
            return url.get();
        }
        Optional<String> obstacle = obstacles.of(environment);
        throw WebPaasException.lasting(
                Problem.FORBIDDEN,
                0,
                "The API offers no " + name.replace("#", "").replace('-', ' ') + " for " + name(environment)
                        + obstacle.map(reason -> " now: " + reason).orElse(" to this account: " + advice) + ".");
    }

    /** A refusal of what a link offers, with the reason if that is the state of the environment or of its project. */
    private IOException explained(WebPaasException refusal, Environment environment) throws InterruptedIOException {
        if (!REFUSED.contains(refusal.problem())) {
            return refusal;
        }
        return obstacles
                .of(environment)
                .<IOException>map(reason -> refusal.with("The reason may be that " + reason + "."))
                .orElse(refusal);
    }

    private static final String SOURCE_OPERATIONS_ADVICE = "the project's plan must have source operations, its"
            + " environment must not be that of a pull request, and the machine user needs the role Admin for its type";

    private ApiCall call(String aim, Request request) {
        return new ApiCall(token.service(), aim, "Check that the machine user may do this in the environment", request);
    }

    private static Request.Builder request(URI url) {
        return new Request.Builder().url(HttpUrl.get(url.toString()));
    }

    private static String name(Environment environment) {
        return "environment '" + environment.id() + "'";
    }
}
