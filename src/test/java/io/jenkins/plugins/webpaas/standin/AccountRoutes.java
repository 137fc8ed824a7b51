package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;

/** Who am I, and what can I see (protocol section 2, "Who am I", and section 4). */
final class AccountRoutes {
    /** How many projects a link refers to at most. */
    private static final int REFERENCES = 50;

    void addTo(HttpFace face) {
        face.route(Endpoint.ME, call -> Answer.ok(user(call.account())))
                .route(Endpoint.ME_WITH_PROJECTS, this::meWithProjects)
                .route(Endpoint.EXTENDED_ACCESS, this::extendedAccess)
                .route(Endpoint.PROJECT_REFERENCES, this::projectReferences)
                .route(Endpoint.API_TOKENS, this::apiTokens)
                .route(Endpoint.API_TOKEN_DELETE, this::deleteApiToken)
                .route(Endpoint.REGIONS, this::regions);
    }

    private static ObjectNode user(Account account) {
        return Json.object()
                .put("id", account.id())
                .put("username", account.username())
                .put("email", account.email())
                .put("first_name", account.firstName())
                .put("last_name", account.lastName())
                .put("namespace", "standin")
                .put("deactivated", false)
                .put("mfa_enabled", account.amr().contains("mfa"))
                .put("sso_enabled", false)
                .put("created_at", (String) null)
                .put("updated_at", (String) null);
    }

    private MockResponse meWithProjects(Call call) {
        ObjectNode me = user(call.account());
        ArrayNode projects = me.putArray("projects");
        visible(call)
                .forEach(project -> projects.add(summary(project)
                        .put("endpoint", "https://" + project.region() + "/api/projects/" + project.id())
                        .put("owner", call.account().id())));
        return Answer.ok(me);
    }

    private MockResponse extendedAccess(Call call) {
        if (!call.world().hasOrganizations()) {
            throw Answer.notFound("Page");
        }
        own(call);
        ObjectNode body = Json.object();
        ArrayNode items = body.putArray("items");
        List<String> ids = visible(call).map(Project::id).toList();
        for (String id : ids) {
            items.addObject()
                    .put("user_id", call.account().id())
                    .put("resource_type", "project")
                    .put("resource_id", id)
                    .putArray("permissions")
                    .add(Json.lower(
                            call.account().role(call.world().project(id)).orElseThrow()));
        }
        ObjectNode links = body.putObject("_links");
        for (int i = 0; i * REFERENCES < ids.size(); i++) {
            String in =
                    ids.stream().skip((long) i * REFERENCES).limit(REFERENCES).collect(Collectors.joining(","));
            links.putObject("ref:projects:" + i).put("href", "/ref/projects?in=" + in + "&sig=" + signature(in));
        }
        return Answer.ok(body);
    }

    /** Only links that the service gave lead here. */
    private static String signature(String in) {
        return Integer.toHexString(("standin" + in).hashCode());
    }

    private MockResponse projectReferences(Call call) {
        ObjectNode references = Json.object();
        List<Project> visible = visible(call).toList();
        String in = String.join(",", call.parameters("in"));
        if (!call.parameters("sig").equals(List.of(signature(in)))) {
            throw Answer.error(400, "Bad Request", "sig is a required field");
        }
        for (String id : in.split(",")) {
            references.set(
                    id,
                    visible.stream()
                            .filter(project -> project.id().equals(id))
                            .findFirst()
                            .map(AccountRoutes::summary)
                            .orElse(null));
        }
        return Answer.ok(references);
    }

    private MockResponse apiTokens(Call call) {
        own(call);
        ArrayNode list = Json.array();
        for (Account.ApiToken token : call.account().apiTokens()) {
            list.addObject()
                    .put("id", token.id())
                    .put("name", token.name())
                    .put("mfa_on_creation", call.account().amr().contains("mfa"))
                    .put("created_at", Json.time(token.created()))
                    .put("updated_at", Json.time(token.created()))
                    .put("last_used_at", (String) null);
        }
        return Answer.ok(list);
    }

    private MockResponse deleteApiToken(Call call) {
        own(call);
        if (!call.account().deleteApiToken(call.variable("token"))) {
            throw Answer.notFound("API token");
        }
        return Answer.empty(204);
    }

    private MockResponse regions(Call call) {
        ObjectNode body = Json.object();
        body.putArray("regions")
                .addObject()
                .put("id", StandIn.REGION)
                .put("label", "Stand-in 1")
                .put("available", true)
                .put("private", false)
                .put("endpoint", "https://" + StandIn.REGION + "/api");
        return Answer.ok(body);
    }

    private static void own(Call call) {
        if (!call.variable("user").equals(call.account().id())) {
            throw Answer.forbidden();
        }
    }

    private static Stream<Project> visible(Call call) {
        return call.world().projects().stream().filter(project -> call.account().may(project, Role.VIEWER));
    }

    private static ObjectNode summary(Project project) {
        return Json.object()
                .put("id", project.id())
                .put("title", project.title())
                .put("region", project.region())
                .put("status", "active")
                .put("subscription_id", "1000001")
                .put("organization_id", (String) null)
                .put("vendor", "standin");
    }
}
