package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.auth.AuthorizedCalls;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * The projects that an account sees (protocol section 4). A service with organizations lists what was granted to a user, one without
 * tells with the user; which of the two a service is, only its answers say.
 */
final class ProjectList {
    private static final long LIMIT = 16 << 20;
    private static final String REFERENCES = "ref:projects";
    private static final Comparator<Project> BY_TITLE = Comparator.comparing(
                    (Project project) -> project.title() == null ? project.id() : project.title(),
                    String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Project::id);

    private final ApiToken token;
    private final AuthorizedCalls calls;

    ProjectList(ApiToken token, AuthorizedCalls calls) {
        this.token = token;
        this.calls = calls;
    }

    /** By title. */
    List<Project> of(String userId) throws IOException {
        List<Project> projects = new ArrayList<>();
        boolean organizations = true;
        try {
            projects.addAll(granted(userId));
        } catch (WebPaasException e) {
            if (!WebPaasApi.WITHOUT_ORGANIZATIONS.contains(e.problem())) {
                throw e;
            }
            organizations = false;
        }
        if (projects.isEmpty()) {
            projects.addAll(told(organizations));
        }
        projects.sort(BY_TITLE);
        return List.copyOf(projects);
    }

    private List<Project> granted(String userId) throws IOException {
        HttpUrl url = ApiPath.of(token.service(), "users", userId, "extended-access")
                .newBuilder()
                .addQueryParameter("filter[resource_type]", "project")
                .build();
        Links links = Links.of(get(url));
        List<Project> projects = new ArrayList<>();
        for (HttpUrl references : links.signed(token.service(), REFERENCES)) {
            // By id; null for what the account may not see.
            for (JsonNode project : get(references)) {
                add(project, projects);
            }
        }
        return projects;
    }

    /** @param mayBeMissing whether a service without this list has no more to tell */
    private List<Project> told(boolean mayBeMissing) throws IOException {
        List<Project> projects = new ArrayList<>();
        try {
            for (JsonNode project : get(ApiPath.of(token.service(), "me")).path("projects")) {
                add(project, projects);
            }
        } catch (WebPaasException e) {
            if (!mayBeMissing || e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
        }
        return projects;
    }

    private static void add(JsonNode json, List<Project> projects) {
        if (WebPaasApi.RESOURCE.test(json)) {
            projects.add(Project.of(json));
        }
    }

    private JsonNode get(HttpUrl url) throws IOException {
        ApiCall call = new ApiCall(
                        token.service(),
                        "list the projects of the API token's user",
                        "Check that the API token is a user's",
                        new Request.Builder().url(url).build())
                .withLimit(LIMIT);
        return calls.repeatable(token, call, JsonNode::isObject);
    }
}
