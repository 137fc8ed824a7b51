package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.auth.AuthorizedCalls;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;

/** The activities of projects as an account sees them (protocol section 7). Blocks and throws as {@link WebPaasApi}. */
public final class Activities {
    private static final int PAGE = 100;
    private static final int NEWEST = 20;
    private static final long LIST_LIMIT = 16 << 20;

    /** A service may send a log from its beginning each time, so this is also how much of such a log can be read. */
    private static final long LOG_LIMIT = 4 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Of a log the beginning will do, as the next look goes on from there; and some are sent while they grow. */
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(3);

    private static final String NOT_CANCELLED = "cannot be cancelled";
    private static final String NOT_NOW = "in its current state";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private final ApiToken token;
    private final AuthorizedCalls calls;
    private final OnceOnlyRequest.UserId userId;

    Activities(ApiToken token, AuthorizedCalls calls, OnceOnlyRequest.UserId userId) {
        this.token = token;
        this.calls = calls;
        this.userId = userId;
    }

    /** One as it is now. */
    public Activity get(String project, String id) throws IOException {
        ApiCall call = call(
                        "read activity " + id + " of project '" + project + "'",
                        get(ApiPath.of(token.service(), "projects", project, "activities", id)))
                .within(PATIENCE)
                .withoutLog();
        return Activity.of(calls.repeatable(token, call, WebPaasApi.RESOURCE));
    }

    /**
     * Several as they are now, in as few calls as possible.
     *
     * @param created when each was created, by id; not empty
     * @return by id, perhaps with others; one that is missing may be there all the same, so {@link #get} it
     */
    public Map<String, Activity> list(String project, Map<String, Instant> created) throws IOException {
        Instant oldest = Collections.min(created.values());
        return list(
                ApiPath.of(token.service(), "projects", project, "activities"),
                "list the activities of project '" + project + "'",
                Collections.max(created.values()),
                Math.min(PAGE, 2 * created.size() + 10),
                listed -> listed.keySet().containsAll(created.keySet())
                        || listed.values().stream().anyMatch(activity -> isBefore(activity, oldest)));
    }

    private static boolean isBefore(Activity activity, Instant time) {
        return activity.createdAt() != null && activity.createdAt().isBefore(time);
    }

    /** Where an environment's history is now; what comes later is then {@link #startedSince} it. */
    public ActivityBookmark mark(String project, String environment) throws IOException {
        return mark(project, environment, null);
    }

    /**
     * What this account started in an environment since then, by whatever way: a git push, too. Activities of integrations
     * are left out.
     *
     * @return oldest first
     */
    public List<Activity> startedSince(ActivityBookmark mark) throws IOException {
        Collection<Activity> listed = list(
                        address(mark.project(), mark.environment()),
                        "list the activities of environment '" + mark.environment() + "'",
                        null,
                        NEWEST,
                        activities -> !activities.values().stream().allMatch(mark::isBefore))
                .values();
        String user = userId.get();
        List<Activity> ours = listed.stream()
                .filter(mark::isBefore)
                .filter(activity -> user.equals(activity.userId()) && !activity.isIntegration())
                .collect(Collectors.toList());
        Collections.reverse(ours);
        return List.copyOf(ours);
    }

    /** @param type what counts; null for all */
    ActivityBookmark mark(String project, String environment, String type) throws IOException {
        return ActivityBookmark.at(project, environment, newest(project, environment, type));
    }

    /** The newest of a type since then, whoever started them, newest first. */
    List<Activity> newestSince(ActivityBookmark mark, String type) throws IOException {
        return newest(mark.project(), mark.environment(), type).stream()
                .filter(mark::isBefore)
                .toList();
    }

    private List<Activity> newest(String project, String environment, String type) throws IOException {
        HttpUrl.Builder url =
                address(project, environment).newBuilder().addQueryParameter("count", String.valueOf(NEWEST));
        if (type != null) {
            url.addQueryParameter("type", type);
        }
        return page(url.build(), "list the activities of environment '" + environment + "'");
    }

    /**
     * The log of an activity, as far as it is there; nothing is waited for.
     *
     * @param startAt how many items of it to leave out, which a service may ignore
     * @throws WebPaasException with {@link Problem#REFUSED} if the service does not know how to leave out; then use
     *     {@link #wholeLog}
     */
    public LogPage log(Activity activity, int startAt) throws IOException {
        return log(activity, "start_at=" + startAt + "&max_items=0&max_delay=0");
    }

    /** The same from its beginning. If the activity has not ended, this takes 3 s. */
    public LogPage wholeLog(Activity activity) throws IOException {
        return log(activity, null);
    }

    private LogPage log(Activity activity, String query) throws IOException {
        URI address = activity.links().url(token.service(), "log").orElse(null);
        if (address == null) {
            return new LogPage(List.of(), activity.isFinal(), true);
        }
        HttpUrl url =
                HttpUrl.get(address.toString()).newBuilder().encodedQuery(query).build();
        // Compressed, lines would wait in the server's buffer for more of them.
        Request request = new Request.Builder()
                .url(url)
                .header("Accept-Encoding", "identity")
                .build();
        ApiCall call = call("read the log of activity " + activity.id(), request)
                .withLimit(LOG_LIMIT)
                .within(LOG_PATIENCE)
                .partial();
        return LogPage.of(calls.text(token, call));
    }

    /** Asks the service to end an activity before it is done. */
    public Cancellation cancel(String project, String id) throws IOException {
        Activity activity = get(project, id);
        if (activity.isFinal()) {
            return Cancellation.TOO_LATE;
        }
        URI url = activity.links().url(token.service(), "#cancel").orElse(null);
        if (url == null) {
            return Cancellation.IMPOSSIBLE;
        }
        Request request = new Request.Builder()
                .url(HttpUrl.get(url.toString()))
                .post(RequestBody.create(new byte[0], null))
                .build();
        try {
            // To do this twice does no harm: the second is refused.
            calls.text(token, call("cancel activity " + id, request).within(PATIENCE));
            return Cancellation.ACCEPTED;
        } catch (WebPaasException e) {
            if (e.problem() != Problem.REFUSED || !e.getMessage().contains(NOT_CANCELLED)) {
                throw e;
            }
            return e.getMessage().contains(NOT_NOW) ? Cancellation.TOO_LATE : Cancellation.IMPOSSIBLE;
        }
    }

    /**
     * Reads a list page by page, newest first (protocol section 7).
     *
     * @param from when the newest of interest was created; null for all
     * @param isEnough whether what was read will do
     */
    private Map<String, Activity> list(
            HttpUrl url, String aim, Instant from, int count, Predicate<Map<String, Activity>> isEnough)
            throws IOException {
        Map<String, Activity> listed = new LinkedHashMap<>();
        Instant startsAt = from;
        int before;
        do {
            before = listed.size();
            HttpUrl.Builder page = url.newBuilder().addQueryParameter("count", String.valueOf(count));
            if (startsAt != null) {
                page.addQueryParameter("starts_at", TIME.format(startsAt.atOffset(ZoneOffset.UTC)));
            }
            for (Activity activity : page(page.build(), aim)) {
                listed.putIfAbsent(activity.id(), activity);
                startsAt = activity.createdAt();
            }
        } while (listed.size() > before && startsAt != null && !isEnough.test(listed));
        return listed;
    }

    private List<Activity> page(HttpUrl url, String aim) throws IOException {
        ApiCall call =
                call(aim, get(url)).withLimit(LIST_LIMIT).within(PATIENCE).withoutLog();
        return of(calls.repeatable(token, call, JsonNode::isArray));
    }

    /** What has no id is no activity. */
    static List<Activity> of(JsonNode list) {
        List<Activity> activities = new ArrayList<>();
        for (JsonNode json : list) {
            if (WebPaasApi.RESOURCE.test(json)) {
                activities.add(Activity.of(json));
            }
        }
        return activities;
    }

    /** Where an environment's activities are; there need be no link to them. */
    HttpUrl address(String project, String environment) {
        return ApiPath.of(token.service(), "projects", project, "environments", environment, "activities");
    }

    private ApiCall call(String aim, Request request) {
        return new ApiCall(
                token.service(), aim, "Check the ids, and that the machine user has access to the project", request);
    }

    private static Request get(HttpUrl url) {
        return new Request.Builder().url(url).build();
    }
}
