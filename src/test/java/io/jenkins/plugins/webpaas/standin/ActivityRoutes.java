package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import mockwebserver3.MockResponse;

/** Activities and their logs (protocol, "Activities"). */
final class ActivityRoutes {
    private static final Set<String> LOG_PARAMETERS = Set.of("start_at", "max_items", "max_delay");

    private final BooleanSupplier closing;

    ActivityRoutes(BooleanSupplier closing) {
        this.closing = closing;
    }

    void addTo(HttpDispatcher face) {
        face.route(Endpoint.ACTIVITIES, this::list)
                .route(
                        Endpoint.ACTIVITY,
                        call -> StandInResponse.ok(HalResources.activity(call.activity(), call.account())))
                .route(Endpoint.LOG, this::log)
                .route(Endpoint.CANCEL, this::cancel);
    }

    private MockResponse list(Call call) {
        Predicate<StandInActivity> inScope = call.variables().containsKey("environment")
                ? activity -> activity.environment().equals(call.environment())
                : activity -> true;
        ArrayNode list = StandInJson.array();
        call.project().activities().stream()
                .filter(inScope)
                .filter(among(call.parameters("type"), StandInActivity::type))
                .filter(among(call.parameters("state"), StandInActivity::state))
                .filter(among(call.parameters("result"), activity -> StandInJson.lower(activity.result())))
                .filter(notAfter(call.parameters("starts_at")))
                .limit(count(call))
                .forEach(activity -> list.add(HalResources.activity(activity, call.account())));
        call.world().listed();
        return StandInResponse.ok(list);
    }

    private static Predicate<StandInActivity> among(List<String> wanted, Function<StandInActivity, String> field) {
        return activity -> wanted.isEmpty() || wanted.contains(field.apply(activity));
    }

    /**
     * Compares what clients see, for they send it back: microseconds. The vendor's CLI does not encode the plus sign, and OVHcloud's
     * makes a space of it.
     */
    private static Predicate<StandInActivity> notAfter(List<String> startsAt) {
        if (startsAt.isEmpty()) {
            return activity -> true;
        }
        try {
            String latest = StandInJson.time(
                    OffsetDateTime.parse(startsAt.get(0).replace(' ', '+')).toInstant());
            return activity -> StandInJson.time(activity.created()).compareTo(latest) <= 0;
        } catch (DateTimeParseException e) {
            throw StandInResponse.invalid("starts_at", "This is no timestamp: " + startsAt.get(0));
        }
    }

    private static long count(Call call) {
        return number(call, "count", Long.MAX_VALUE);
    }

    private MockResponse log(Call call) {
        StandInData.LogParameters understood = call.world().logParameters();
        for (String parameter : call.request().parameters().keySet()) {
            if (!LOG_PARAMETERS.contains(parameter) || understood == StandInData.LogParameters.REFUSED) {
                throw StandInResponse.error(400, "Bad Request", "Unknown parameter: " + parameter);
            }
        }
        boolean isIgnored = understood == StandInData.LogParameters.IGNORED;
        long items = isIgnored ? 0 : number(call, "max_items", 0);
        boolean isChunked = !call.request().isHttp2();
        LogStream stream = new LogStream(
                call.activity().log(),
                isIgnored ? 0 : (int) number(call, "start_at", 0),
                items == 0 ? Long.MAX_VALUE : items,
                isIgnored ? -1 : number(call, "max_delay", -1),
                isChunked,
                closing);
        MockResponse.Builder answer =
                new MockResponse.Builder().clearHeaders().addHeader("Content-Type", "application/json");
        if (isChunked) {
            answer.addHeader("Transfer-Encoding", "chunked");
        }
        return answer.socketHandler(stream).build();
    }

    private MockResponse cancel(Call call) {
        StandInActivity activity = call.activity();
        call.administered();
        String refusal = "Activity " + activity.type() + " cannot be cancelled";
        if (!activity.isCancellable()) {
            throw StandInResponse.error(400, "Bad Request", refusal);
        }
        if (activity.isFinal()) {
            throw StandInResponse.error(400, "Bad Request", refusal + " in its current state");
        }
        activity.cancel();
        return StandInResponse.json(
                202, StandInJson.object().put("status", "Accepted").put("code", 202));
    }

    private static long number(Call call, String parameter, long otherwise) {
        List<String> values = call.parameters(parameter);
        try {
            return values.isEmpty() ? otherwise : Long.parseLong(values.get(0));
        } catch (NumberFormatException e) {
            throw StandInResponse.invalid(parameter, "This is no number: " + values.get(0));
        }
    }
}
