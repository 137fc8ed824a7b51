package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;

/** The routes that tell an account its own data, its projects and its organizations (protocol, "Who am I" and "Projects and environments"). */
final class AccountRoutes {
    /** The most projects that one link refers to. */
    private static final int REFERENCES = 50;

    /** CLI 5 takes no number, though the OpenAPI documents have one in {@code /me}. */
    private static final String SUBSCRIPTION = "1000001";

    private static final String ORGANIZATION = "01standin";

    void addTo(HttpDispatcher face) {
        face.route(Endpoint.ME, call -> StandInResponse.ok(user(call.account())))
                .route(Endpoint.ME_WITH_PROJECTS, this::meWithProjects)
                .route(Endpoint.EXTENDED_ACCESS, this::extendedAccess)
                .route(Endpoint.PROJECT_REFERENCES, this::projectReferences)
                .route(Endpoint.API_TOKENS, this::apiTokens)
                .route(Endpoint.API_TOKEN_DELETE, this::deleteApiToken)
                .route(Endpoint.REGIONS, this::regions);
    }

    private static ObjectNode user(Account account) {
        return StandInJson.object()
                .put("id", account.id())
                .put("username", account.username())
                .put("email", account.email())
                .put("email_verified", true)
                .put("first_name", account.firstName())
                .put("last_name", account.lastName())
                .put("namespace", "standin")
                .put("picture", "")
                .put("company", "")
                .put("website", "")
                .put("country", "FR")
                .put("deactivated", false)
                .put("mfa_enabled", account.amr().contains("mfa"))
                .put("sso_enabled", false)
                .put("created_at", StandInJson.time(account.created()))
                .put("updated_at", StandInJson.time(account.created()));
    }

    private MockResponse meWithProjects(Call call) {
        Account account = call.account();
        ObjectNode me = StandInJson.object()
                .put("id", account.id())
                .put("uuid", account.id())
                .put("username", account.username())
                .put("display_name", account.name())
                .put("status", 1)
                .put("mail", account.email())
                .put("has_key", false)
                .put("picture", "");
        me.putArray("ssh_keys");
        me.putArray("roles");
        ArrayNode projects = me.putArray("projects");
        visible(call).forEach(project -> projects.addObject()
                .put("id", project.id())
                .put("name", project.id())
                .put("title", project.title())
                .put("region", project.region())
                .put("endpoint", "https://" + project.region() + "/api/projects/" + project.id())
                .put("owner", account.id())
                .put("status", "active")
                .put("subscription_id", SUBSCRIPTION)
                .put("vendor", "standin")
                .put("created_at", StandInJson.time(project.created())));
        return StandInResponse.ok(me);
    }

    private MockResponse extendedAccess(Call call) {
        own(call);
        ObjectNode body = StandInJson.object();
        ArrayNode items = body.putArray("items");
        List<String> ids = visible(call).map(StandInProject::id).toList();
        for (String id : ids) {
            items.addObject()
                    .put("user_id", call.account().id())
                    .put("resource_type", "project")
                    .put("resource_id", id)
                    .put("organization_id", ORGANIZATION)
                    .put("granted_at", StandInJson.time(call.account().created()))
                    .put("updated_at", StandInJson.time(call.account().created()))
                    .putArray("permissions")
                    .add(StandInJson.lower(
                            call.account().role(call.world().project(id)).orElseThrow()));
        }
        ObjectNode links = body.putObject("_links");
        for (int i = 0; i * REFERENCES < ids.size(); i++) {
            String in =
                    ids.stream().skip((long) i * REFERENCES).limit(REFERENCES).collect(Collectors.joining(","));
            links.putObject("ref:projects:" + i).put("href", "/ref/projects?in=" + in + "&sig=" + signature(in));
        }
        return StandInResponse.ok(body);
    }

    /** Only links that the service gave lead here. */
    private static String signature(String in) {
        return Integer.toHexString(("standin" + in).hashCode());
    }

    private MockResponse projectReferences(Call call) {
        ObjectNode references = StandInJson.object();
        List<StandInProject> visible = visible(call).toList();
        String in = String.join(",", call.parameters("in"));
        if (!call.parameters("sig").equals(List.of(signature(in)))) {
            throw StandInResponse.error(400, "Bad Request", "sig is a required field");
        }
        for (String id : in.split(",")) {
            references.set(
                    id,
                    visible.stream()
                            .filter(project -> project.id().equals(id))
                            .findFirst()
                            .map(AccountRoutes::reference)
                            .orElse(null));
        }
        return StandInResponse.ok(references);
    }

    private MockResponse apiTokens(Call call) {
        own(call);
        ArrayNode list = StandInJson.array();
        for (Account.ApiToken token : call.account().apiTokens()) {
            list.addObject()
                    .put("id", token.id())
                    .put("name", token.name())
                    .put("mfa_on_creation", call.account().amr().contains("mfa"))
                    .put("created_at", StandInJson.time(token.created()))
                    .put("updated_at", StandInJson.time(token.created()))
                    .put("last_used_at", (String) null);
        }
        return StandInResponse.ok(list);
    }

    private MockResponse deleteApiToken(Call call) {
        own(call);
        if (!call.account().deleteApiToken(call.variable("token"))) {
            throw StandInResponse.notFound("API token");
        }
        return StandInResponse.empty(204);
    }

    private MockResponse regions(Call call) {
        ObjectNode body = StandInJson.object();
        body.putArray("regions")
                .addObject()
                .put("id", StandIn.REGION)
                .put("label", "Stand-in 1")
                .put("available", true)
                .put("private", false)
                .put("endpoint", "https://" + StandIn.REGION + "/api");
        return StandInResponse.ok(body);
    }

    private static void own(Call call) {
        if (!call.variable("user").equals(call.account().id())) {
            throw StandInResponse.forbidden();
        }
    }

    private static Stream<StandInProject> visible(Call call) {
        return call.world().projects().stream().filter(project -> call.account().may(project, Role.VIEWER));
    }

    private static ObjectNode reference(StandInProject project) {
        return StandInJson.object()
                .put("id", project.id())
                .put("title", project.title())
                .put("region", project.region())
                .put("type", "grid")
                .put("plan", "standard")
                .put("status", "active")
                .put("subscription_id", SUBSCRIPTION)
                .put("organization_id", ORGANIZATION)
                .put("vendor", "standin")
                .put("created_at", StandInJson.time(project.created()))
                .put("updated_at", StandInJson.time(project.created()));
    }
}
