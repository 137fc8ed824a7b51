package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.auth.AuthorizedCalls;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.Json;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * Lists the projects that an account sees (protocol, "Projects and environments"). A service with organizations lists what was granted
 * to a user. A service without organizations lists the projects with the user. Only the answers tell the two apart.
 */
record ProjectList(AuthorizedCalls calls) {
    private static final Comparator<Project> BY_TITLE = Comparator.comparing(
                    (Project project) -> project.title() == null ? project.id() : project.title(),
                    String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Project::id);

    /** Returns the projects of a user by title. */
    List<Project> of(String userId) throws IOException {
        List<Project> projects = new ArrayList<>();
        boolean hasOrganizations = true;
        try {
            projects.addAll(grantedProjects(userId));
        } catch (WebPaasException e) {
            if (!WebPaasApi.WITHOUT_ORGANIZATIONS.contains(e.problem())) {
                throw e;
            }
            hasOrganizations = false;
        }
        if (projects.isEmpty()) {
            projects.addAll(projectsOfMe(hasOrganizations));
        }
        projects.sort(BY_TITLE);
        return List.copyOf(projects);
    }

    private List<Project> grantedProjects(String userId) throws IOException {
        HttpUrl url = ApiCall.url(calls.service(), "users", userId, "extended-access")
                .newBuilder()
                .addQueryParameter("filter[resource_type]", "project")
                .build();
        List<Project> projects = new ArrayList<>();
        for (HttpUrl references : Links.of(get(url)).signed(calls.service(), "ref:projects")) {
            // An object with projects by id; a project that the account may not see is null.
            projects.addAll(projectsIn(get(references)));
        }
        return projects;
    }

    /** @param mayBeMissing whether the service may lack this list; then there are no projects */
    private List<Project> projectsOfMe(boolean mayBeMissing) throws IOException {
        try {
            return projectsIn(get(ApiCall.url(calls.service(), "me")).path("projects"));
        } catch (WebPaasException e) {
            if (!mayBeMissing || e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
            return List.of();
        }
    }

    private static List<Project> projectsIn(JsonNode json) {
        return Json.resources(json).map(Project::of).toList();
    }

    private JsonNode get(HttpUrl url) throws IOException {
        ApiCall call = ApiCall.get(
                        calls.service(),
                        "list the projects of the API token's user",
                        "Check that the API token belongs to a user",
                        url)
                .withLimit(ApiCall.LIST_LIMIT);
        return calls.json(call, JsonNode::isObject);
    }
}
