package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.auth.AccessToken;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.auth.AuthorizedCalls;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.Json;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * A service's API as one account sees it. Every method blocks until there is an answer, repeating the call where that can
 * help and does no harm, and throws a {@link WebPaasException} if there is none, or a
 * {@link java.io.InterruptedIOException} as soon as the thread is interrupted, with the interrupt flag kept.
 */
public final class WebPaasApi {
    static final MediaType JSON = MediaType.get("application/json");

    /** A project may have hundreds of environments, each with all its links. */
    private static final long LIST_LIMIT = 16 << 20;

    private static final Pattern CERTIFICATE = Pattern.compile("[a-z0-9@.-]+ [A-Za-z0-9+/=]+( \\P{Cntrl}*)?");
    /** What a service without organizations answers to calls that only one with organizations knows. */
    static final Set<Problem> WITHOUT_ORGANIZATIONS = Set.of(Problem.NOT_FOUND, Problem.FORBIDDEN, Problem.REFUSED);

    static final Predicate<JsonNode> RESOURCE = json -> Json.text(json, "id") != null;
    private static final Predicate<JsonNode> SIGNED = json ->
            CERTIFICATE.matcher(json.path("certificate").asText().trim()).matches();

    private final ApiToken token;
    private final AuthorizedCalls calls;
    private final StartLocks starts;

    WebPaasApi(ApiToken token, AuthorizedCalls calls, StartLocks starts) {
        this.token = token;
        this.calls = calls;
        this.starts = starts;
    }

    /** What the account can have done to environments, for somebody who does not outlive a crash. */
    public Operations operations() {
        return operations(asked -> {});
    }

    /** The same for somebody who does, and goes on then. */
    public Operations operations(RequestJournal journal) {
        return new Operations(token, calls, this::userId, this::obstacle, starts, journal);
    }

    /** What the service did and does. */
    public Activities activities() {
        return new Activities(token, calls, this::userId);
    }

    /** One that has not expired, shared by all users of the API token: don't revoke it (protocol section 2). */
    public AccessToken accessToken() throws IOException {
        return calls.accessToken(token);
    }

    /** Gets another access token than one that the service has revoked; all users of the API token then share the new one. */
    public AccessToken replaceAccessToken(AccessToken revoked) throws IOException {
        return calls.replace(token, revoked);
    }

    /** Id of the user whom the API token belongs to; asked for only if the access token does not say it. */
    public String userId() throws IOException {
        String claimed = accessToken().userId();
        return claimed == null ? me().id() : claimed;
    }

    /** The user whom the API token belongs to (protocol section 2, "Who am I"). */
    public User me() throws IOException {
        try {
            return me("users", "me");
        } catch (WebPaasException e) {
            if (!WITHOUT_ORGANIZATIONS.contains(e.problem())) {
                throw e;
            }
            return olderMe(e);
        }
    }

    private User olderMe(WebPaasException refusal) throws IOException {
        try {
            return me("me");
        } catch (WebPaasException e) {
            throw WITHOUT_ORGANIZATIONS.contains(e.problem()) ? refusal : e;
        }
    }

    private User me(String... path) throws IOException {
        return User.of(calls.repeatable(
                token,
                get(
                        "find out whom the API token belongs to",
                        "Check that the API token is a user's",
                        ApiPath.of(token.service(), path)),
                RESOURCE));
    }

    /**
     * Asks the certifier for a certificate (protocol section 3).
     *
     * @param publicKey a line of {@code authorized_keys}
     * @return the certificate's line, trimmed; it is not looked into
     */
    public String certificate(String publicKey) throws IOException {
        Request request = new Request.Builder()
                .url(HttpUrl.get(token.service().endpoints().certificate().toString()))
                .post(RequestBody.create(Json.write(Map.of("key", publicKey)), JSON))
                .build();
        ApiCall call = new ApiCall(
                token.service(),
                "get an SSH certificate",
                "Check the certifier URL of the service in the system configuration, and that the machine user may use SSH",
                request);
        return Json.text(calls.repeatable(token, call, SIGNED), "certificate").trim();
    }

    /** All projects that the account may see, by title; of each what a list tells, not all that {@link #project} does. */
    public List<Project> projects() throws IOException {
        return new ProjectList(token, calls).of(userId());
    }

    /** @param id small letters and digits; anything else is not sent, but {@link Problem#INVALID} */
    public Project project(String id) throws IOException {
        Identifiers.checkProject(id);
        return Project.of(calls.repeatable(
                token,
                get(
                        "read project '" + id + "'",
                        "Check the project id, and that the machine user has access to the project",
                        ApiPath.of(token.service(), "projects", id)),
                RESOURCE));
    }

    /**
     * Finds an environment (protocol section 4).
     *
     * @param name its id, perhaps with slashes; or its machine name; or {@code .} for the project's default environment
     */
    public Environment environment(String projectId, String name) throws IOException {
        String id = ".".equals(name) ? defaultEnvironment(projectId) : name;
        Identifiers.checkProject(projectId);
        Identifiers.checkEnvironment(id);
        try {
            return Environment.of(
                    projectId,
                    calls.repeatable(
                            token,
                            get(
                                    "read environment '" + id + "' of project '" + projectId + "'",
                                    "Check the environment's name, and that the machine user has access to it",
                                    ApiPath.of(token.service(), "projects", projectId, "environments", id)),
                            RESOURCE));
        } catch (WebPaasException e) {
            if (e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
            return listedEnvironment(projectId, id, e);
        }
    }

    private String defaultEnvironment(String projectId) throws IOException {
        String branch = project(projectId).defaultBranch();
        if (branch == null) {
            throw WebPaasException.lasting(
                    Problem.NOT_FOUND, 0, "Project '" + projectId + "' has no default environment. Name one.");
        }
        return branch;
    }

    private Environment listedEnvironment(String projectId, String name, WebPaasException notFound) throws IOException {
        List<Environment> environments = environments(projectId);
        return environments.stream()
                .filter(environment -> name.equals(environment.id()))
                .findFirst()
                .or(() -> environments.stream()
                        .filter(environment -> name.equals(environment.machineName()))
                        .findFirst())
                .orElseThrow(() -> notFound);
    }

    /** All environments of a project that the account may see, in the service's order (protocol section 4). */
    public List<Environment> environments(String projectId) throws IOException {
        Identifiers.checkProject(projectId);
        ApiCall call = get(
                        "list the environments of project '" + projectId + "'",
                        "Check the project id, and that the machine user has access to the project",
                        ApiPath.of(token.service(), "projects", projectId, "environments"))
                .withLimit(LIST_LIMIT);
        List<Environment> environments = new ArrayList<>();
        for (JsonNode json : calls.repeatable(token, call, JsonNode::isArray)) {
            if (RESOURCE.test(json)) {
                environments.add(Environment.of(projectId, json));
            }
        }
        return environments;
    }

    /**
     * Says why an environment offers nothing to anybody, and the way out, as a clause; empty if its state and its project's are no
     * reason. What cannot be read of the project is no reason.
     *
     * @throws InterruptedIOException if the thread is interrupted
     */
    public Optional<String> obstacle(Environment environment) throws InterruptedIOException {
        try {
            Optional<String> suspension = new WebPaasApi(token, calls.withoutRetries(), starts)
                    .project(environment.project())
                    .obstacle();
            return suspension.or(environment::obstacle);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return environment.obstacle();
        }
    }

    private ApiCall get(String aim, String advice, HttpUrl url) {
        return new ApiCall(
                token.service(), aim, advice, new Request.Builder().url(url).build());
    }
}
