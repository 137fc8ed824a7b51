package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.auth.AccessToken;
import io.jenkins.plugins.webpaas.api.auth.AuthorizedCalls;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.Json;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * A service's API as one account sees it.
 *
 * <pre>{@code
 * WebPaasApi api = client.as(new ApiToken(Service.OVHCLOUD, secret));
 * Project project = api.project("abcdefghij234");
 * Environment environment = api.environment(project.id(), "feature/x");
 * environment.sshAddress("app", null).ifPresent(System.out::println);
 *
 * List<Activity> started = new Operation.Backup(false).start(api.operations(), environment);
 * for (Activity activity : started) {
 *     System.out.println(api.activities().get(project.id(), activity.id()).state());
 * }
 * }</pre>
 *
 * <p>Every method blocks until there is an answer. Calls that change nothing are repeated after a temporary failure. A method throws a
 * {@link WebPaasException} if there is no answer, and an {@link InterruptedIOException} if the thread is interrupted; the interrupt flag
 * stays set.
 */
public final class WebPaasApi {
    /** The problems by which a service without organizations answers calls that it does not know. */
    static final Set<Problem> WITHOUT_ORGANIZATIONS = Set.of(Problem.NOT_FOUND, Problem.FORBIDDEN, Problem.REFUSED);

    private static final Pattern CERTIFICATE = Pattern.compile("[a-z0-9@.-]+ [A-Za-z0-9+/=]+( \\P{Cntrl}*)?");
    private static final String PROJECT_ADVICE =
            "Check the project id, and that the machine user has access to the project";

    private final AuthorizedCalls calls;
    private final StartLocks starts;

    WebPaasApi(AuthorizedCalls calls, StartLocks starts) {
        this.calls = calls;
        this.starts = starts;
    }

    /** Returns the same API, each of whose calls has a single attempt. */
    public WebPaasApi withoutRetries() {
        return new WebPaasApi(calls.withoutRetries(), starts);
    }

    /** Returns the operations for a caller that does not resume after a crash. */
    public Operations operations() {
        return operations(request -> {});
    }

    /** Returns the operations for a caller that resumes after a crash. */
    public Operations operations(RequestJournal journal) {
        return new Operations(this, calls, starts, journal);
    }

    public Activities activities() {
        return new Activities(calls, this::userId);
    }

    /** Returns an access token that has not expired. All builds of the account share it, and none may revoke it (protocol, "Revoke"). */
    public AccessToken accessToken() throws IOException {
        return calls.accessToken();
    }

    /** Returns another access token than the one that the service revoked. All users of the API token share it. */
    public AccessToken replaceAccessToken(AccessToken revoked) throws IOException {
        return calls.replaceAccessToken(revoked);
    }

    /** Returns the id of the API token's user. Asks the service only if the access token does not name the user. */
    public String userId() throws IOException {
        String claimed = accessToken().userId();
        return claimed == null ? me().id() : claimed;
    }

    /** Returns the API token's user (protocol, "Who am I"). */
    public User me() throws IOException {
        try {
            return me("users", "me");
        } catch (WebPaasException refusal) {
            if (!WITHOUT_ORGANIZATIONS.contains(refusal.problem())) {
                throw refusal;
            }
            try {
                return me("me");
            } catch (WebPaasException e) {
                throw WITHOUT_ORGANIZATIONS.contains(e.problem()) ? refusal : e;
            }
        }
    }

    private User me(String... path) throws IOException {
        ApiCall call =
                get("find out whom the API token belongs to", "Check that the API token belongs to a user", path);
        return User.of(calls.json(call, Json::isResource));
    }

    /**
     * Asks the certifier for a certificate (protocol, "SSH certificates").
     *
     * @param publicKey a line of {@code authorized_keys}
     * @return the certificate's line, trimmed and not checked
     */
    public String certificate(String publicKey) throws IOException {
        ApiCall call = ApiCall.post(
                calls.service(),
                "get an SSH certificate",
                "Check the certifier URL of the service in the system configuration, and that the machine user may use SSH",
                certifier(),
                Map.of("key", publicKey));
        return certificate(
                calls.json(call, json -> CERTIFICATE.matcher(certificate(json)).matches()));
    }

    /** Makes the connection that {@link #certificate} needs. Returns at once, so that other calls go on meanwhile. */
    public void connectToCertifier() {
        calls.transport().connect(certifier());
    }

    private HttpUrl certifier() {
        return HttpUrl.get(calls.service().endpoints().certificate());
    }

    private static String certificate(JsonNode json) {
        return json.path("certificate").asText().trim();
    }

    /** Returns all projects that the account may see, by title, with the few fields that a list has. */
    public List<Project> projects() throws IOException {
        return new ProjectList(calls).of(userId());
    }

    /** @throws WebPaasException with {@link Problem#INVALID} if the id has other characters than small letters and digits */
    public Project project(String id) throws IOException {
        Identifiers.checkProject(id);
        ApiCall call = get("read project '" + id + "'", PROJECT_ADVICE, "projects", id);
        return Project.of(calls.json(call, Json::isResource));
    }

    /**
     * Finds an environment (protocol, "Projects and environments").
     *
     * @param name its id, perhaps with slashes; or its machine name; or {@code .} for the project's default environment
     */
    public Environment environment(String projectId, String name) throws IOException {
        String id = idOf(projectId, name);
        try {
            return readEnvironment(projectId, id);
        } catch (WebPaasException e) {
            return listedEnvironment(projectId, id, e).orElseThrow(() -> e);
        }
    }

    /** Finds an environment by a name as for {@link #environment}. Empty if the list of the project's environments does not have it. */
    public Optional<Environment> findEnvironment(String projectId, String name) throws IOException {
        String id = idOf(projectId, name);
        try {
            return Optional.of(readEnvironment(projectId, id));
        } catch (WebPaasException e) {
            return listedEnvironment(projectId, id, e);
        }
    }

    private String idOf(String projectId, String name) throws IOException {
        return ".".equals(name) ? defaultEnvironment(projectId) : name;
    }

    private Environment readEnvironment(String projectId, String id) throws IOException {
        Identifiers.checkProject(projectId);
        Identifiers.checkEnvironment(id);
        ApiCall call = get(
                "read environment '" + id + "' of project '" + projectId + "'",
                "Check the environment's name, and that the machine user has access to it",
                "projects",
                projectId,
                "environments",
                id);
        return Environment.of(projectId, calls.json(call, Json::isResource));
    }

    private String defaultEnvironment(String projectId) throws IOException {
        String branch = project(projectId).defaultBranch();
        if (branch == null) {
            throw WebPaasException.permanent(
                    Problem.NOT_FOUND, 0, "Project '" + projectId + "' has no default environment. Name one.");
        }
        return branch;
    }

    private Optional<Environment> listedEnvironment(String projectId, String name, WebPaasException failure)
            throws IOException {
        if (failure.problem() != Problem.NOT_FOUND) {
            throw failure;
        }
        List<Environment> environments = environments(projectId);
        return environments.stream()
                .filter(environment -> name.equals(environment.id()))
                .findFirst()
                .or(() -> environments.stream()
                        .filter(environment -> name.equals(environment.machineName()))
                        .findFirst());
    }

    /** Returns all environments of a project that the account may see, in the service's order (protocol, "Projects and environments"). */
    public List<Environment> environments(String projectId) throws IOException {
        Identifiers.checkProject(projectId);
        String aim = "list the environments of project '" + projectId + "'";
        ApiCall call = get(aim, PROJECT_ADVICE, "projects", projectId, "environments");
        return Json.resources(calls.json(call.withLimit(ApiCall.LIST_LIMIT), JsonNode::isArray))
                .map(json -> Environment.of(projectId, json))
                .toList();
    }

    /** Returns the addresses of an environment's site (protocol, "Projects and environments"). */
    public SiteUrls siteUrls(String projectId, String environmentId) throws IOException {
        try {
            return SiteUrls.of(deployment(projectId, environmentId, "routes"));
        } catch (WebPaasException e) {
            if (e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
            return SiteUrls.NONE;
        }
    }

    /** @param content name of an object that the deployment has */
    JsonNode deployment(String projectId, String environmentId, String content) throws IOException {
        Identifiers.checkProject(projectId);
        Identifiers.checkEnvironment(environmentId);
        HttpUrl url = ApiCall.url(
                calls.service(), "projects", projectId, "environments", environmentId, "deployments", "current");
        String aim = "read the deployment of environment '" + environmentId + "'";
        ApiCall call =
                ApiCall.get(calls.service(), aim, "Check that the machine user has access to the environment", url);
        return calls.json(call, json -> json.path(content).isObject());
    }

    /**
     * Returns why the state of an environment or its project allows no operation, and the way out, as a clause. Empty if the states are
     * no reason. A project that cannot be read is no reason either.
     */
    public Optional<String> obstacle(Environment environment) throws InterruptedIOException {
        try {
            return withoutRetries().project(environment.project()).obstacle().or(environment::obstacle);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return environment.obstacle();
        }
    }

    private ApiCall get(String aim, String advice, String... path) {
        return ApiCall.get(calls.service(), aim, advice, ApiCall.url(calls.service(), path));
    }
}
