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
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A target as the service knows it.
 *
 * @param variables for the build: the vendor's (and no other {@code PLATFORM_*}, protocol section 9) and addresses
 * @param notes what the build log should say of it, a sentence each
 * @param mark where the environment's history was; null without an environment, or if that could not be read
 * @param account id of the account that asked; null where its access token does not tell, for which nothing more is asked
 */
public record ResolvedTarget(Map<String, String> variables, List<String> notes, ActivityBookmark mark, String account) {
    private static final Logger LOGGER = Logger.getLogger(ResolvedTarget.class.getName());
    /** What went wrong once is tried again at once; a service that is slow is not worth waiting for. */
    private static final int ATTEMPTS = 2;

    private static final Set<String> UNUSABLE = Set.of("inactive", "deleting");

    /**
     * Looks up what a target names; project, environment and its history at the same time.
     *
     * @param history whose calls are not repeated: it is not worth waiting for
     * @throws IOException if there is no such project or environment, or it cannot be used
     */
    static ResolvedTarget find(WebPaasApi api, Activities history, Target target, ExecutorService executor)
            throws IOException, InterruptedException {
        Future<Project> project =
                target.project() == null ? null : executor.submit(() -> api.project(target.project()));
        Future<ActivityBookmark> marking = target.environment() == null
                ? null
                : executor.submit(() -> mark(history, target, target.environment()));
        Environment environment =
                target.environment() == null ? null : api.environment(target.project(), target.environment());
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
            checkUsable(target, environment, suspension);
            variables.put(SessionVariables.BRANCH, environment.id());
            Optional<String> address = sshAddress(target, environment);
            address.ifPresent(url -> variables.put(SessionVariables.SSH_URL, url));
            notes.addAll(sshNote(target, environment, address.isPresent(), suspension));
        }
        return new ResolvedTarget(
                variables,
                notes,
                environment == null ? null : mark(history, target, environment, marking),
                api.accessToken().userId());
    }

    /** For the build log. */
    public String loggedInTo(Service service) {
        return "Logged in to " + service.name() + (account == null ? "" : " as the account '" + account + "'");
    }

    /** Empty if the environment offers no SSH. */
    private static Optional<String> sshAddress(Target target, Environment environment) throws UnusableTargetException {
        Optional<String> address = environment.sshAddress(target.app());
        if (address.isEmpty()
                && target.app() != null
                && !environment.containers().isEmpty()) {
            throw new UnusableTargetException(environment.absence(target.app(), null));
        }
        return address;
    }

    /** Of the SSH address that is not there, or that is one of several. */
    private static List<String> sshNote(
            Target target, Environment environment, boolean isThere, Optional<String> suspension) {
        if (!isThere) {
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

    /** What was read of the name that the user gave, which most often is the id. */
    private static ActivityBookmark mark(
            Activities history, Target target, Environment environment, Future<ActivityBookmark> marking)
            throws IOException, InterruptedException {
        return environment.id().equals(target.environment())
                ? Futures.of(marking)
                : mark(history, target, environment.id());
    }

    /** Null if it cannot be read, which is no harm unless a step waits for all that has happened since. */
    private static ActivityBookmark mark(Activities history, Target target, String environment) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return history.mark(target.project(), environment);
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "The history of environment " + environment + " cannot be read", e);
                if (e instanceof WebPaasException failure && failure.problem() == Problem.NO_ANSWER) {
                    break;
                }
            }
        }
        return null;
    }

    private static void checkUsable(Target target, Environment environment, Optional<String> suspension)
            throws UnusableTargetException {
        if (environment.status() != null && UNUSABLE.contains(environment.status())) {
            throw new UnusableTargetException("environment: '" + environment.id() + "' of project '" + target.project()
                    + "' is " + environment.status()
                    + suspension
                            .or(() -> environment.isDirty() ? environment.obstacle() : Optional.empty())
                            .map(reason -> ", and " + reason)
                            .orElse(". Activate it, or leave it out if the build is to push"
                                    + " a branch that becomes an environment"));
        }
    }
}
