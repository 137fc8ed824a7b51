package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.Project;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.concurrent.Futures;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A target with what the service knows of it.
 *
 * @param variables for the build: addresses and the vendor's variables, but no other {@code PLATFORM_*} (protocol, "The
 *     vendor's CLI")
 * @param notes sentences for the build log
 * @param bookmark the bookmark of the activities of the environment, or without one, of the project; null without a project, or if they could not be
 *     read
 * @param account the account's id; null if the access token has none
 */
public record ResolvedTarget(
        Map<String, String> variables, List<String> notes, ActivityBookmark bookmark, String account) {
    private static final Logger LOGGER = Logger.getLogger(ResolvedTarget.class.getName());

    /** The attempts to read the bookmark. A slow service gets one, since a session does without. */
    private static final int BOOKMARK_ATTEMPTS = 2;

    /** The most environments that a message names. */
    private static final int NAMED_ENVIRONMENTS = 10;

    /**
     * Looks up a target: its project, its environment, the bookmark and the site's address at the same time.
     *
     * @throws IOException with a message for users, if the project does not exist, or the environment is being deleted
     */
    static ResolvedTarget find(WebPaasApi api, Target target, ExecutorService executor)
            throws IOException, InterruptedException {
        String projectId = target.project();
        String environmentName = target.environment();
        if (projectId == null) {
            return new ResolvedTarget(
                    Map.of(), List.of(), null, api.accessToken().userId());
        }
        // A session does without the bookmark and the site's address, so their requests are not repeated as others are.
        WebPaasApi once = api.withoutRetries();
        Future<Project> projectRead = executor.submit(() -> api.project(projectId));
        Future<ActivityBookmark> bookmarkRead = executor.submit(() -> readBookmark(once, projectId, environmentName));
        Future<String> siteRead =
                environmentName == null ? null : executor.submit(() -> siteUrl(once, projectId, environmentName));
        Environment environment = environmentName == null
                ? null
                : api.findEnvironment(projectId, environmentName).orElse(null);
        String environmentId = environment == null ? null : environment.id();
        // The user may have named the environment in another way. One that does not exist has no history, but its
        // project has.
        boolean isReadById = Objects.equals(environmentId, environmentName);
        Project project = Futures.of(projectRead);
        Map<String, String> variables = new LinkedHashMap<>(Map.of(SessionVariables.PROJECT, projectId));
        if (project.repositoryUrl() != null) {
            variables.put(SessionVariables.GIT_URL, project.repositoryUrl());
        }
        List<String> notes = new ArrayList<>();
        Optional<String> suspension = project.obstacle();
        suspension.ifPresent(reason -> notes.add("Commands and operations will fail: " + reason));
        if (environment != null) {
            checkUsable(target, environment);
            String site = isReadById ? Futures.of(siteRead) : siteUrl(once, projectId, environmentId);
            variables.putAll(SessionVariables.ofEnvironment(environment, target.app(), site));
            notes.addAll(sshNote(target, environment, variables.containsKey(SessionVariables.SSH_URL), suspension));
        } else if (environmentName != null) {
            notes.add(absence(api, target));
        }
        ActivityBookmark bookmark =
                isReadById ? Futures.of(bookmarkRead) : readBookmark(once, projectId, environmentId);
        return new ResolvedTarget(variables, notes, bookmark, api.accessToken().userId());
    }

    /** Returns the sentence for the build log, without its full stop. */
    public String loggedInTo(Service service) {
        return "Logged in to " + service.name() + (account == null ? "" : " as the account '" + account + "'");
    }

    /** Returns a sentence which says that there is no such environment, and what there is. */
    private static String absence(WebPaasApi api, Target target) throws IOException {
        List<String> names = api.environments(target.project()).stream()
                .map(Environment::id)
                .limit(NAMED_ENVIRONMENTS)
                .toList();
        return "Environment '" + target.environment() + "' of project '" + target.project()
                + "' does not exist yet, or this account has no access to it. webPaasPush can create it. There are: "
                + (names.isEmpty() ? "none" : String.join(", ", names));
    }

    /** Returns a note if there is no SSH address, or if it is one of several. */
    private static List<String> sshNote(
            Target target, Environment environment, boolean hasAddress, Optional<String> suspension) {
        if (!hasAddress) {
            return List.of("WEBPAAS_SSH_URL is not set: "
                    + suspension
                            .or(environment::obstacle)
                            .orElse("environment '" + environment.id() + "' offers no SSH to this account"));
        }
        return target.app() != null
                ? List.of()
                : environment.choice(null).map(choice -> "WEBPAAS_SSH_URL leads to " + choice).stream()
                        .toList();
    }

    /** Reads the bookmark; null if that fails. Only a step that waits for all later activities needs the bookmark. */
    private static ActivityBookmark readBookmark(WebPaasApi once, String project, String environment) {
        for (int attempt = 1; attempt <= BOOKMARK_ATTEMPTS; attempt++) {
            try {
                return once.activities().mark(project, environment);
            } catch (IOException e) {
                LOGGER.log(
                        Level.FINE, "The history of environment " + environment + " (null for all) cannot be read", e);
                if (e instanceof WebPaasException failure && failure.problem() == Problem.NO_ANSWER) {
                    break;
                }
            }
        }
        return null;
    }

    /** Reads the address of the environment's site; null if it has none, or the address cannot be read. */
    private static String siteUrl(WebPaasApi once, String project, String environment) {
        try {
            return once.siteUrls(project, environment).primary();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The routes of environment " + environment + " cannot be read", e);
            return null;
        }
    }

    private static void checkUsable(Target target, Environment environment) throws WebPaasException {
        boolean lacksApp = target.app() != null
                && !environment.containers().isEmpty()
                && environment.sshAddress(target.app(), null).isEmpty();
        if (lacksApp) {
            throw WebPaasException.permanent(Problem.NOT_FOUND, 0, environment.absence(target.app(), null));
        }
        if (environment.isBeingDeleted()) {
            throw WebPaasException.permanent(
                    Problem.NOT_FOUND,
                    0,
                    "environment: '" + environment.id() + "' of project '" + target.project() + "' is being deleted");
        }
    }
}
