package io.jenkins.plugins.webpaas.standin;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** The service's HTTP side: notes each request, applies faults, checks the bearer, and hands over to a route. */
final class HttpDispatcher extends Dispatcher {
    /** Answers the calls of one endpoint. */
    interface Route {
        MockResponse answer(Call call);
    }

    private static final Set<Endpoint> PUBLIC =
            Set.of(Endpoint.TOKEN, Endpoint.REVOKE, Endpoint.AUTHORITY, Endpoint.UNKNOWN);

    private final StandInData world;
    private final Clock clock;
    private final IssuedTokens tokens;
    private final Faults faults;
    private final RequestLog log;
    private final Map<Endpoint, Route> routes = new EnumMap<>(Endpoint.class);

    HttpDispatcher(StandInData world, Clock clock, IssuedTokens tokens, Faults faults, RequestLog log) {
        this.world = world;
        this.clock = clock;
        this.tokens = tokens;
        this.faults = faults;
        this.log = log;
        routes.put(Endpoint.UNKNOWN, call -> {
            throw StandInResponse.notFound("Page");
        });
    }

    HttpDispatcher route(Endpoint endpoint, Route route) {
        routes.put(endpoint, route);
        return this;
    }

    @Override
    public MockResponse dispatch(RecordedRequest recorded) {
        Request request = Request.of(recorded);
        log.add(request);
        Optional<Fault> fault = faults.next(request);
        Fault.Acts acts = fault.map(Fault::acts).orElse(Fault.Acts.AT_ONCE);
        if (acts == Fault.Acts.LATER) {
            faults.later(() -> act(request));
        }
        MockResponse answer = acts == Fault.Acts.AT_ONCE ? act(request) : StandInResponse.empty(200);
        if (fault.isPresent()) {
            answer = fault.get().apply(answer);
        }
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
        return answer.newBuilder().setHeader("Date", date).build();
    }

    private MockResponse act(Request request) {
        try {
            if (request.endpoint().needsOrganizations() && !world.hasOrganizations()) {
                throw StandInResponse.notFound("Page");
            }
            Map<String, String> variables =
                    Endpoint.match(request.method(), request.path()).variables();
            IssuedTokens.AccessToken token = PUBLIC.contains(request.endpoint()) ? null : authenticate(request);
            return routes.get(request.endpoint()).answer(new Call(request, variables, world, token));
        } catch (StandInResponse.Refused e) {
            return e.answer();
        } catch (RuntimeException e) {
            // Else the connection would stay open, and the client wait.
            return StandInResponse.error(500, "Internal Server Error", e.toString())
                    .answer();
        }
    }

    private IssuedTokens.AccessToken authenticate(Request request) {
        String authorization =
                Optional.ofNullable(request.header("Authorization")).orElse("");
        if (!authorization.startsWith("Bearer ")) {
            throw invalidToken("The request has no bearer token");
        }
        IssuedTokens.AccessToken token = tokens.live(authorization.substring("Bearer ".length()))
                .orElseThrow(() -> invalidToken("The access token is unknown, expired or revoked"));
        token.account().stepUp().ifPresent(demand -> {
            throw stepUp(demand);
        });
        return token;
    }

    private static StandInResponse.Refused invalidToken(String description) {
        MockResponse answer =
                StandInResponse.oauth(401, "invalid_token", description).answer();
        return new StandInResponse.Refused(answer.newBuilder()
                .setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .build());
    }

    private static StandInResponse.Refused stepUp(Account.StepUp demand) {
        String error = "insufficient_user_authentication";
        var body = StandInJson.object().put("error", error).put("max_age", demand.maxAge());
        body.set("amr", StandInJson.array(demand.amr()));
        String challenge = "Bearer error=\"%s\", amr=\"%s\", max_age=\"%d\""
                .formatted(error, String.join(" ", demand.amr()), demand.maxAge());
        return new StandInResponse.Refused(StandInResponse.json(401, body)
                .newBuilder()
                .setHeader("WWW-Authenticate", challenge)
                .build());
    }
}
