package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.auth.AuthorizedCalls;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.IoSupplier;
import io.jenkins.plugins.webpaas.api.http.Json;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** The activities that an account sees (protocol, "Activities"). Methods block and throw as those of {@link WebPaasApi}. */
public final class Activities {
    private static final int PAGE = 100;
    private static final int NEWEST = 20;

    /** The bytes of a log that one call reads. A service that sends a log from its beginning each time has no more of it read. */
    private static final long LOG_LIMIT = 4 << 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The time for a part of a log, after which the next call continues. Some services keep sending while the log grows. */
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(3);

    private static final String ADVICE = "Check the ids, and that the machine user has access to the project";

    /** The service answers 400 for both refusals of a cancellation, and has only these texts to tell them (protocol, "Cancel"). */
    private static final String NOT_CANCELLED = "cannot be cancelled";

    private static final String ALREADY_ENDING = "in its current state";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private static final List<String> DEPLOYING = Stream.of(
                    "push activate resume redeploy branch merge synchronize restore initialize deploy".split(" "))
            .map(operation -> "environment." + operation)
            .toList();

    private final AuthorizedCalls calls;
    private final IoSupplier<String> userId;

    Activities(AuthorizedCalls calls, IoSupplier<String> userId) {
        this.calls = calls;
        this.userId = userId;
    }

    public Activity get(String project, String id) throws IOException {
        ApiCall call = get(
                "read activity " + id + " of project '" + project + "'",
                ApiCall.url(calls.service(), "projects", project, "activities", id));
        return Activity.of(calls.json(call, Json::isResource));
    }

    /**
     * Reads several activities with as few calls as possible.
     *
     * @param created times of creation by id; not empty
     * @return activities by id, perhaps with others. A missing one may exist nevertheless: {@link #get} tells
     */
    public Map<String, Activity> list(String project, Map<String, Instant> created) throws IOException {
        Instant oldest = Collections.min(created.values());
        return list(
                address(project, null),
                aim("project '" + project + "'"),
                Collections.max(created.values()),
                Math.min(PAGE, 2 * created.size() + 10),
                listed -> listed.keySet().containsAll(created.keySet())
                        || listed.values().stream().anyMatch(activity -> isBefore(activity, oldest)));
    }

    private static boolean isBefore(Activity activity, Instant time) {
        return activity.createdAt() != null && activity.createdAt().isBefore(time);
    }

    /** Returns a bookmark at the newest activity of an environment, or of the whole project for null. A push that has not ended counts as later. */
    public ActivityBookmark mark(String project, String environment) throws IOException {
        List<Activity> newest = newest(project, environment, List.of());
        return ActivityBookmark.at(project, environment, newest).beforePushes(newest);
    }

    /**
     * Returns the activities that this account started after a bookmark, also those of its git pushes. Activities of integrations, and those that the bookmark
     * leaves out, are not among them.
     *
     * @return oldest first
     */
    public List<Activity> startedSince(ActivityBookmark mark) throws IOException {
        Map<String, Activity> listed = list(
                address(mark.project(), mark.environment()),
                aim(mark.place()),
                null,
                NEWEST,
                activities -> !activities.values().stream().allMatch(mark::isBefore)
                        && (activities.size() >= PAGE || activities.keySet().containsAll(mark.underWay())));
        String user = userId.get();
        List<Activity> started = new ArrayList<>(listed.values());
        started.removeIf(activity -> !mark.isBefore(activity)
                || !user.equals(activity.userId())
                || activity.isIntegration()
                || mark.leftOut().contains(activity.id()));
        Collections.reverse(started);
        return List.copyOf(started);
    }

    public static boolean deploys(String type) {
        return DEPLOYING.contains(type);
    }

    /** Returns the newest activities that deploy an environment, of any account, newest first (protocol, "Deployed"). */
    public List<Activity> deployments(String project, String environment) throws IOException {
        return newest(project, environment, DEPLOYING).stream()
                .filter(activity -> deploys(activity.type()))
                .toList();
    }

    /** Returns a bookmark at the newest activity of a type. Another environment, unless null, may show such activities too. */
    ActivityBookmark mark(String project, String environment, String otherEnvironment, String type) throws IOException {
        return ActivityBookmark.at(project, environment, newest(project, environment, otherEnvironment, type));
    }

    /** Returns the activities of a type and of any account after a bookmark, newest first. Another environment, unless null, may show them too. */
    List<Activity> newestSince(ActivityBookmark mark, String otherEnvironment, String type) throws IOException {
        return newest(mark.project(), mark.environment(), otherEnvironment, type).stream()
                .filter(mark::isBefore)
                .toList();
    }

    private List<Activity> newest(String project, String environment, String otherEnvironment, String type)
            throws IOException {
        if (otherEnvironment == null) {
            return newest(project, environment, List.of(type));
        }
        return newest(project, null, List.of(type)).stream()
                .filter(activity -> activity.environments().contains(environment)
                        || activity.environments().contains(otherEnvironment))
                .toList();
    }

    /** @param types the types of the activities that count; empty for all */
    private List<Activity> newest(String project, String environment, List<String> types) throws IOException {
        HttpUrl.Builder url =
                address(project, environment).newBuilder().addQueryParameter("count", String.valueOf(NEWEST));
        types.forEach(type -> url.addQueryParameter("type", type));
        return page(
                url.build(),
                aim(ActivityBookmark.beforeAll(project, environment).place()));
    }

    private static String aim(String place) {
        return "list the activities of " + place;
    }

    /**
     * Reads the log of an activity as far as it is written.
     *
     * @param startAt number of items to leave out, which a service may ignore
     * @throws WebPaasException with {@link Problem#REFUSED} if the service cannot leave out items; then {@link #wholeLog} reads them
     */
    public LogPage log(Activity activity, int startAt) throws IOException {
        return log(activity, "start_at=" + startAt + "&max_items=0&max_delay=0");
    }

    /** Reads the log from its beginning. This takes 3 s if the activity has not ended. */
    public LogPage wholeLog(Activity activity) throws IOException {
        return log(activity, null);
    }

    private LogPage log(Activity activity, String query) throws IOException {
        HttpUrl address = activity.links().url(calls.service(), "log").orElse(null);
        if (address == null) {
            return new LogPage(List.of(), activity.isFinal(), true);
        }
        // To compress the log, a server would buffer lines instead of sending them at once.
        Request request = new Request.Builder()
                .url(address.newBuilder().encodedQuery(query).build())
                .header("Accept-Encoding", "identity")
                .build();
        ApiCall call = new ApiCall(calls.service(), "read the log of activity " + activity.id(), ADVICE, request)
                .withLimit(LOG_LIMIT)
                .withTimeout(LOG_TIMEOUT)
                .allowingPartial();
        return LogPage.of(calls.response(call));
    }

    public Cancellation cancel(String project, String id) throws IOException {
        Activity activity = get(project, id);
        if (activity.isFinal()) {
            return Cancellation.TOO_LATE;
        }
        HttpUrl url = activity.links().url(calls.service(), "#cancel").orElse(null);
        if (url == null) {
            return Cancellation.IMPOSSIBLE;
        }
        ApiCall call = ApiCall.post(calls.service(), "cancel activity " + id, ADVICE, url, Map.of());
        try {
            // Repeats do no harm: the service refuses the second cancellation.
            calls.response(call.withTimeout(TIMEOUT));
            return Cancellation.ACCEPTED;
        } catch (WebPaasException e) {
            if (e.problem() != Problem.REFUSED || !e.getMessage().contains(NOT_CANCELLED)) {
                throw e;
            }
            return e.getMessage().contains(ALREADY_ENDING) ? Cancellation.TOO_LATE : Cancellation.IMPOSSIBLE;
        }
    }

    /**
     * Reads a list page by page, newest first (protocol, "Activities").
     *
     * @param from time of creation at which to begin; null for the newest
     * @param isEnough tells whether the activities read so far suffice
     */
    private Map<String, Activity> list(
            HttpUrl url, String aim, Instant from, int count, Predicate<Map<String, Activity>> isEnough)
            throws IOException {
        Map<String, Activity> listed = new LinkedHashMap<>();
        Instant startsAt = from;
        int sizeBefore;
        do {
            sizeBefore = listed.size();
            HttpUrl.Builder page = url.newBuilder().addQueryParameter("count", String.valueOf(count));
            if (startsAt != null) {
                page.addQueryParameter("starts_at", TIME.format(startsAt.atOffset(ZoneOffset.UTC)));
            }
            for (Activity activity : page(page.build(), aim)) {
                listed.putIfAbsent(activity.id(), activity);
                startsAt = activity.createdAt();
            }
        } while (listed.size() > sizeBefore && startsAt != null && !isEnough.test(listed));
        return listed;
    }

    private List<Activity> page(HttpUrl url, String aim) throws IOException {
        return of(calls.json(get(aim, url).withLimit(ApiCall.LIST_LIMIT), JsonNode::isArray));
    }

    static List<Activity> of(JsonNode list) {
        return Json.resources(list).map(Activity::of).toList();
    }

    /** Returns the URL of the activities of an environment, or of the whole project for null. A resource need not link to them. */
    HttpUrl address(String project, String environment) {
        if (environment == null) {
            return ApiCall.url(calls.service(), "projects", project, "activities");
        }
        return ApiCall.url(calls.service(), "projects", project, "environments", environment, "activities");
    }

    private ApiCall get(String aim, HttpUrl url) {
        return ApiCall.get(calls.service(), aim, ADVICE, url)
                .withTimeout(TIMEOUT)
                .withoutLog();
    }
}
