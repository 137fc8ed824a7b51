package io.jenkins.plugins.webpaas.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The protocol's calls: a method and the paths it has. Those of the API are there with and without {@code /api} in front. */
public enum Endpoint {
    TOKEN("POST", "/oauth2/token"),
    REVOKE("POST", "/oauth2/revoke"),
    CERTIFICATE("POST", "/ssh"),
    AUTHORITY("GET", "/ssh/authority"),
    ME("GET", "/users/me"),
    ME_WITH_PROJECTS("GET", "/me"),
    EXTENDED_ACCESS("GET", "/users/{user}/extended-access"),
    API_TOKENS("GET", "/users/{user}/api-tokens"),
    API_TOKEN_DELETE("DELETE", "/users/{user}/api-tokens/{token}"),
    PROJECT_REFERENCES("GET", "/ref/projects"),
    REGIONS("GET", "/regions"),
    PROJECT("GET", "/projects/{project}"),
    PROJECT_SETTINGS("GET", "/projects/{project}/settings"),
    PROJECT_CAPABILITIES("GET", "/projects/{project}/capabilities"),
    ENVIRONMENTS("GET", "/projects/{project}/environments"),
    ENVIRONMENT("GET", "/projects/{project}/environments/{environment}"),
    DEPLOYMENT("GET", "/projects/{project}/environments/{environment}/deployments/current"),
    ENVIRONMENT_CHANGE("PATCH", "/projects/{project}/environments/{environment}"),
    ENVIRONMENT_DELETE("DELETE", "/projects/{project}/environments/{environment}"),
    SETTINGS("GET", "/projects/{project}/environments/{environment}/settings"),
    SETTINGS_CHANGE("PATCH", "/projects/{project}/environments/{environment}/settings"),
    VARIABLES("GET", "/projects/{project}/variables", "/projects/{project}/environments/{environment}/variables"),
    VARIABLE_CREATE(
            "POST", "/projects/{project}/variables", "/projects/{project}/environments/{environment}/variables"),
    VARIABLE(
            "GET",
            "/projects/{project}/variables/{variable}",
            "/projects/{project}/environments/{environment}/variables/{variable}"),
    VARIABLE_CHANGE(
            "PATCH",
            "/projects/{project}/variables/{variable}",
            "/projects/{project}/environments/{environment}/variables/{variable}"),
    VARIABLE_DELETE(
            "DELETE",
            "/projects/{project}/variables/{variable}",
            "/projects/{project}/environments/{environment}/variables/{variable}"),
    ACTIVATE("POST", "/projects/{project}/environments/{environment}/activate"),
    DEACTIVATE("POST", "/projects/{project}/environments/{environment}/deactivate"),
    PAUSE("POST", "/projects/{project}/environments/{environment}/pause"),
    RESUME("POST", "/projects/{project}/environments/{environment}/resume"),
    MERGE("POST", "/projects/{project}/environments/{environment}/merge"),
    BRANCH("POST", "/projects/{project}/environments/{environment}/branch"),
    SYNCHRONIZE("POST", "/projects/{project}/environments/{environment}/synchronize"),
    DEPLOY("POST", "/projects/{project}/environments/{environment}/deploy"),
    REDEPLOY("POST", "/projects/{project}/environments/{environment}/redeploy"),
    BACKUP(
            "POST",
            "/projects/{project}/environments/{environment}/backup",
            "/projects/{project}/environments/{environment}/backups"),
    BACKUPS("GET", "/projects/{project}/environments/{environment}/backups"),
    BACKUP_DETAILS("GET", "/projects/{project}/environments/{environment}/backups/{backup}"),
    BACKUP_DELETE("DELETE", "/projects/{project}/environments/{environment}/backups/{backup}"),
    BACKUP_RESTORE("POST", "/projects/{project}/environments/{environment}/backups/{backup}/restore"),
    RUNTIME_OPERATION("POST", "/projects/{project}/environments/{environment}/deployments/{deployment}/operations"),
    SOURCE_OPERATION("POST", "/projects/{project}/environments/{environment}/source-operation"),
    SOURCE_OPERATIONS("GET", "/projects/{project}/environments/{environment}/source-operations"),
    ACTIVITIES("GET", "/projects/{project}/activities", "/projects/{project}/environments/{environment}/activities"),
    ACTIVITY(
            "GET",
            "/projects/{project}/activities/{activity}",
            "/projects/{project}/environments/{environment}/activities/{activity}"),
    LOG(
            "GET",
            "/projects/{project}/activities/{activity}/log",
            "/projects/{project}/environments/{environment}/activities/{activity}/log"),
    CANCEL(
            "POST",
            "/projects/{project}/activities/{activity}/cancel",
            "/projects/{project}/environments/{environment}/activities/{activity}/cancel"),
    /** Whatever is none of the others: 404. */
    UNKNOWN("");

    private static final Set<String> ORGANIZATIONS = Set.of("users", "ref");

    private final String method;
    private final List<List<String>> templates;

    Endpoint(String method, String... paths) {
        this.method = method;
        templates = Arrays.stream(paths).map(Endpoint::segments).toList();
    }

    /** Tells whether only services with organizations have the call. */
    boolean needsOrganizations() {
        return templates.stream().anyMatch(path -> ORGANIZATIONS.contains(path.get(0)));
    }

    /** A call's endpoint, and what stands in its path's variables, decoded. */
    record Match(Endpoint endpoint, Map<String, String> variables) {}

    static Match match(String method, String path) {
        List<String> segments = segments(path.startsWith("/api/") ? path.substring("/api".length()) : path);
        for (Endpoint endpoint : values()) {
            if (endpoint.method.equals(method)) {
                for (List<String> template : endpoint.templates) {
                    Optional<Map<String, String>> variables = match(template, segments);
                    if (variables.isPresent()) {
                        return new Match(endpoint, variables.get());
                    }
                }
            }
        }
        return new Match(UNKNOWN, Map.of());
    }

    private static Optional<Map<String, String>> match(List<String> template, List<String> segments) {
        if (template.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String part = template.get(i);
            if (part.startsWith("{")) {
                variables.put(part.substring(1, part.length() - 1), decode(segments.get(i)));
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** A plus sign is itself in a path: only a percent sign encodes. */
    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
