package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.auth.AuthorizedCalls;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.Json;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import okhttp3.HttpUrl;

/**
 * The operations that an account starts in an environment. Methods block and throw as those of {@link WebPaasApi}, and with
 * {@link Problem#UNKNOWN_OUTCOME} if the service does not tell whether an operation was started.
 */
public final class Operations {
    static final String SOURCE_OPERATIONS_ADVICE = "the project's plan must include source operations, the"
            + " environment must not belong to a pull request, and the machine user needs the role Admin for its type";
    private static final String ADVICE = "Check that the machine user may do this in the environment";
    private static final int ACCEPTED = 202;
    private static final Set<Problem> REFUSED = Set.of(Problem.FORBIDDEN, Problem.NOT_FOUND, Problem.REFUSED);

    private final WebPaasApi api;
    private final AuthorizedCalls calls;
    private final StartLocks starts;
    private final RequestJournal journal;

    Operations(WebPaasApi api, AuthorizedCalls calls, StartLocks starts, RequestJournal journal) {
        this.api = api;
        this.calls = calls;
        this.starts = starts;
        this.journal = journal;
    }

    /** Returns the names of the source operations that an environment offers, in alphabetical order (protocol, "Source operations"). */
    public List<String> sourceOperations(Environment environment) throws IOException {
        HttpUrl url = link(
                environment, environment.links(), "#source-operations", "source operations", SOURCE_OPERATIONS_ADVICE);
        ApiCall call = ApiCall.get(calls.service(), "list the source operations of " + name(environment), ADVICE, url);
        return calls.json(call, JsonNode::isArray)
                .valueStream()
                .map(operation -> Json.text(operation, "operation"))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the names of the runtime operations that an environment's apps and workers offer, in alphabetical order. */
    public List<String> runtimeOperations(Environment environment) throws IOException {
        return RuntimeOperation.Offer.of(deployment(environment)).stream()
                .map(RuntimeOperation.Offer::operation)
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the backups of an environment, in the service's order, which is the newest first (protocol, "Backups"). */
    public List<StoredBackup> backups(Environment environment) throws IOException {
        HttpUrl url = ApiCall.url(
                calls.service(), "projects", environment.project(), "environments", environment.id(), "backups");
        ApiCall call = ApiCall.get(calls.service(), "list the backups of " + name(environment), ADVICE, url)
                .withLimit(ApiCall.LIST_LIMIT);
        return Json.resources(calls.json(call, JsonNode::isArray))
                .map(StoredBackup::of)
                .toList();
    }

    /**
     * Finds the activities of an operation whose request was sent before a crash. Does not send the request again, because the service may
     * still be processing it.
     *
     * @return empty if the environment is as the operation leaves it, and no activity is shown
     */
    public List<Activity> find(PendingRequest request, Operation operation) throws IOException {
        OnceOnlyRequest onceOnly = onceOnly(request, operation);
        try {
            return starts.run(kind(request), () -> onceOnly.find(sleeper()));
        } catch (TimeoutException e) {
            throw onceOnly.notLookedFor();
        }
    }

    /** Returns the current deployment, which names the runtime operations (protocol, "Runtime operations"). */
    JsonNode deployment(Environment environment) throws IOException {
        try {
            return api.deployment(environment.project(), environment.id(), "webapps");
        } catch (WebPaasException e) {
            throw withObstacle(e, environment);
        }
    }

    /** Returns the links of a backup (protocol, "Backups"). */
    Links backupLinks(Environment environment, String backup) throws IOException {
        HttpUrl url = ApiCall.url(
                calls.service(),
                "projects",
                environment.project(),
                "environments",
                environment.id(),
                "backups",
                backup);
        String aim = "read backup '" + backup + "' of " + name(environment);
        ApiCall call = ApiCall.get(
                calls.service(), aim, "Check the id of the backup, and that the backup is of this environment", url);
        return Links.of(calls.json(call, Json::isResource));
    }

    WebPaasApi api() {
        return api;
    }

    /** Does what {@link Operation#start} says. */
    List<Activity> start(Operation operation, Environment environment, OperationRequest request) throws IOException {
        if (operation.isDone(environment)) {
            return List.of();
        }
        Links links = request.links() == null ? environment.links() : request.links();
        HttpUrl url = link(environment, links, request.link(), request.noun(), request.advice());
        String aim = request.aim() + " " + name(environment);
        ApiCall call = request.link().equals("#delete")
                ? ApiCall.delete(calls.service(), aim, ADVICE, url)
                : ApiCall.post(calls.service(), aim, ADVICE, url, request.fields());
        long changesBefore = starts.changes();
        PendingRequest pending = pendingRequest(environment, aim, request);
        // The journal may be slow, so it gets the request before other builds have to wait for this start.
        journal.keep(pending);
        try {
            return starts.run(kind(pending), () -> {
                // Other builds may have started such activities meanwhile, so there is a new bookmark then.
                boolean isAlone = starts.changes() == changesBefore + 1;
                OnceOnlyRequest onceOnly =
                        onceOnly(isAlone ? pending : pendingRequest(environment, aim, request), operation);
                journal.sending();
                return onceOnly.run(
                        () -> startedActivities(call, calls.jsonOnce(call, Operations::isAnswer)), sleeper());
            });
        } catch (WebPaasException e) {
            throw withObstacle(e, environment);
        } catch (TimeoutException e) {
            throw new IOException(call.failure("other builds have been starting the same operation there for too long."
                    + " Nothing was started; try again later."));
        }
    }

    private PendingRequest pendingRequest(Environment environment, String aim, OperationRequest request)
            throws IOException {
        String type = request.type();
        String other = request.otherEnvironment();
        return new PendingRequest(
                aim, type, api.activities().mark(environment.project(), environment.id(), other, type), other);
    }

    /** Tells whether JSON answers an operation. An answer without activities says that the operation has none. */
    private static boolean isAnswer(JsonNode json) {
        JsonNode embedded = json.path("_embedded");
        JsonNode activities = activitiesIn(json);
        return json.isObject()
                && (embedded.isObject() || isAbsent(embedded))
                && (activities.isArray() || isAbsent(activities))
                && Activities.of(activities).size() == activities.size();
    }

    /** @throws WebPaasException with {@link Problem#UNKNOWN_OUTCOME} if the service names no activity, as its documentation allows */
    private static List<Activity> startedActivities(ApiCall call, JsonNode answer) throws WebPaasException {
        if (isAbsent(answer.path("_embedded")) && !Json.isResource(answer)) {
            throw WebPaasException.permanent(
                    Problem.UNKNOWN_OUTCOME,
                    ACCEPTED,
                    call.failure(call.peer() + " accepted the request and did not name its activity."));
        }
        return Activities.of(activitiesIn(answer));
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static JsonNode activitiesIn(JsonNode answer) {
        return answer.path("_embedded").path("activities");
    }

    private OnceOnlyRequest onceOnly(PendingRequest request, Operation operation) {
        WebPaasApi once = api.withoutRetries();
        Activities activities = once.activities();
        ActivityBookmark before = request.before();
        return new OnceOnlyRequest(
                request,
                () -> activities.newestSince(before, request.otherEnvironment(), request.type()).stream()
                        .filter(activity -> !starts.isTaken(activity))
                        .toList(),
                api::userId,
                () -> operation.isDone(once.findEnvironment(before.project(), before.environment())
                        .orElse(null)),
                address(request));
    }

    private Sleeper sleeper() {
        return calls.retries().sleeper();
    }

    /** Returns the key of the starts that go one after another. */
    private String kind(PendingRequest request) {
        return address(request) + " " + request.type();
    }

    /** Returns the URL of the activities among which to look: those of the whole project if the operation concerns two environments. */
    private String address(PendingRequest request) {
        String environment =
                request.otherEnvironment() == null ? request.before().environment() : null;
        return api.activities().address(request.before().project(), environment).toString();
    }

    private HttpUrl link(Environment environment, Links links, String name, String noun, String advice)
            throws IOException {
        Optional<HttpUrl> url = links.url(calls.service(), name);
        if (url.isPresent()) {
            return url.get();
        }
        Optional<String> obstacle = api.obstacle(environment);
        throw WebPaasException.permanent(
                Problem.FORBIDDEN,
                0,
                "The API offers no " + noun + " for " + name(environment)
                        + obstacle.map(reason -> " now: " + reason).orElse(" to this account: " + advice) + ".");
    }

    /** Adds the state of the environment or its project to a refusal, if that may be the reason. */
    private WebPaasException withObstacle(WebPaasException refusal, Environment environment)
            throws InterruptedIOException {
        if (!REFUSED.contains(refusal.problem())) {
            return refusal;
        }
        return api.obstacle(environment)
                .map(reason -> refusal.withSentence("The reason may be that " + reason + "."))
                .orElse(refusal);
    }

    private static String name(Environment environment) {
        return "environment '" + environment.id() + "'";
    }
}
