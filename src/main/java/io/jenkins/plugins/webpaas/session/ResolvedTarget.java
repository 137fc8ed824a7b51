package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.Activities;
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
     * @param once repeats no request; reads what a session does without, which is the bookmark and the site's address
     * @throws IOException with a message for users, if the project does not exist, or the environment is being deleted
     */
    static ResolvedTarget find(WebPaasApi api, WebPaasApi once, Target target, ExecutorService executor)
            throws IOException, InterruptedException {
        Activities history = once.activities();
        Future<Project> project =
                target.project() == null ? null : executor.submit(() -> api.project(target.project()));
        Future<ActivityBookmark> bookmark = target.project() == null
                ? null
                : executor.submit(() -> readBookmark(history, target, target.environment()));
        Future<Optional<String>> site = target.environment() == null
                ? null
                : executor.submit(() -> siteUrl(once, target.project(), target.environment()));
        Environment environment = target.environment() == null
                ? null
                : api.findEnvironment(target.project(), target.environment()).orElse(null);
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        Optional<String> suspension = Optional.empty();
        if (project != null) {
            variables.put(SessionVariables.PROJECT, target.project());
            String repository = Futures.of(project).repositoryUrl();
            if (repository != null) {
                variables.put(SessionVariables.GIT_URL, repository);
            }
            suspension = Futures.of(project).obstacle();
            suspension.ifPresent(reason -> notes.add("Commands and operations will fail: " + reason));
        }
        if (environment != null) {
            checkUsable(target, environment);
            String url = siteUrl(once, target, environment, site).orElse(null);
            variables.putAll(SessionVariables.ofEnvironment(environment, target.app(), url));
            notes.addAll(sshNote(target, environment, variables.containsKey(SessionVariables.SSH_URL), suspension));
        } else if (target.environment() != null) {
            notes.add(absence(api, target));
        }
        return new ResolvedTarget(
                variables,
                notes,
                bookmark == null ? null : readBookmark(history, target, environment, bookmark),
                api.accessToken().userId());
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

    /** Returns the bookmark that was read under the user's name for the environment, or reads that of its id if they differ. */
    private static ActivityBookmark readBookmark(
            Activities history, Target target, Environment environment, Future<ActivityBookmark> bookmark)
            throws IOException, InterruptedException {
        if (environment == null && target.environment() != null) {
            return readBookmark(history, target, (String) null); // an environment that does not exist has no history
        }
        return environment == null || environment.id().equals(target.environment())
                ? Futures.of(bookmark)
                : readBookmark(history, target, environment.id());
    }

    /** Reads the bookmark; null if that fails. Only a step that waits for all later activities needs the bookmark. */
    private static ActivityBookmark readBookmark(Activities history, Target target, String environment) {
        for (int attempt = 1; attempt <= BOOKMARK_ATTEMPTS; attempt++) {
            try {
                return history.mark(target.project(), environment);
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

    /** Returns the address that was read under the user's name for the environment, or reads that of its id if they differ. */
    private static Optional<String> siteUrl(
            WebPaasApi once, Target target, Environment environment, Future<Optional<String>> site)
            throws IOException, InterruptedException {
        return environment.id().equals(target.environment())
                ? Futures.of(site)
                : siteUrl(once, target.project(), environment.id());
    }

    /** Reads the address of the environment's site; empty if it has none, or the address cannot be read. */
    private static Optional<String> siteUrl(WebPaasApi once, String project, String environment) {
        try {
            return Optional.ofNullable(once.siteUrls(project, environment).primary());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The routes of environment " + environment + " cannot be read", e);
            return Optional.empty();
        }
    }

    private static void checkUsable(Target target, Environment environment) throws UnusableTargetException {
        boolean lacksApp = target.app() != null
                && !environment.containers().isEmpty()
                && environment.sshAddress(target.app()).isEmpty();
        if (lacksApp) {
            throw new UnusableTargetException(environment.absence(target.app(), null));
        }
        if (environment.isBeingDeleted()) {
            throw new UnusableTargetException(
                    "environment: '" + environment.id() + "' of project '" + target.project() + "' is being deleted");
        }
    }
}
