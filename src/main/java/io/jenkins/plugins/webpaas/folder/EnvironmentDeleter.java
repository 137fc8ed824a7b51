package io.jenkins.plugins.webpaas.folder;

import com.cloudbees.hudson.plugins.folder.computed.ComputedFolder;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.model.PeriodicWork;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.Deletion;
import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.PendingRequest;
import io.jenkins.plugins.webpaas.api.RefusedDeletionException;
import io.jenkins.plugins.webpaas.api.RequestJournal;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.concurrent.Durations;
import io.jenkins.plugins.webpaas.concurrent.Jitter;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.folder.EnvironmentDeletionState.End;
import io.jenkins.plugins.webpaas.folder.EnvironmentDeletionState.KeptEnvironmentException;
import io.jenkins.plugins.webpaas.job.FolderDefaults;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.AtmostOneTaskExecutor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Deletes the environments of {@link EnvironmentDeletions}, one after another, in a background thread: deactivates an environment, waits for the end without a
 * thread, and deletes the environment. Looks before each request whether the environment may go.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class EnvironmentDeleter extends PeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(EnvironmentDeleter.class.getName());
    private static final Deletion DELETION = new Deletion(false);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MAX_DOUBLINGS = 6;

    /** The time for which Jenkins tries again while the service is away. */
    private static final Duration PATIENCE = Duration.ofDays(7);

    /** The number of times that Jenkins looks for a request of which it does not know whether it was sent. */
    private static final int MAX_LOOKS = 5;

    /** The problems that may be over at a later attempt. */
    private static final Set<Problem> TEMPORARY = Set.of(
            Problem.ACCESS_TOKEN_REFUSED,
            Problem.CLOCK_SKEW,
            Problem.NOT_THE_API,
            Problem.NO_ANSWER,
            Problem.PROXY,
            Problem.RATE_LIMITED,
            Problem.SERVER_ERROR,
            Problem.TLS,
            Problem.UNREACHABLE);

    private static final long INITIAL_DELAY_SECONDS = 10;

    private final EnvironmentDeletionWaits waits = new EnvironmentDeletionWaits();
    private final AtmostOneTaskExecutor<Void> runs = new AtmostOneTaskExecutor<>(Computer.threadPoolForRemoting, () -> {
        run(Instant.now());
        return null;
    });

    static EnvironmentDeleter get() {
        return ExtensionList.lookupSingleton(EnvironmentDeleter.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return MIN;
    }

    @Override
    public long getInitialDelay() {
        return TimeUnit.SECONDS.toMillis(INITIAL_DELAY_SECONDS);
    }

    @Override
    protected void doRun() {
        runSoon();
    }

    /** Looks at all deletions in a background thread. Returns at once. */
    void runSoon() {
        runs.submit();
    }

    /** Takes the next step of each deletion that is due. */
    synchronized void run(Instant now) {
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            EnvironmentDeletions.get().pending().stream()
                    .filter(deletion -> deletion.isDue(now) && !waits.isWaiting(deletion))
                    .forEach(this::attempt);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The deletion of Web PaaS environments goes on in a minute", e);
        }
    }

    private void attempt(EnvironmentDeletionState deletion) {
        try {
            step(deletion);
        } catch (KeptEnvironmentException e) {
            EnvironmentDeletions.get().end(deletion, End.KEPT, e.getMessage(), false);
        } catch (InvalidFieldException e) {
            EnvironmentDeletions.get().end(deletion, End.FAILED, FieldLabels.say(e), false);
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt(); // Jenkins is shutting down, and goes on after its start
        } catch (RefusedDeletionException e) {
            EnvironmentDeletions.get().end(deletion, End.KEPT, e.getMessage(), true);
        } catch (IOException e) {
            fail(deletion, e);
        }
    }

    private void step(EnvironmentDeletionState deletion) throws IOException {
        ComputedFolder<?> parent = deletion.check();
        if (deletion.token() == null || deletion.getProject() == null) {
            takeAccount(deletion, FolderDefaults.in(parent));
        }
        ApiToken token = ApiTokens.findIn(parent, deletion.token());
        if (!deletion.activities().isEmpty()) {
            waits.await(deletion);
            return;
        }
        WebPaasApi api = WebPaasRuntime.client().as(token).withoutRetries();
        if (deletion.request() != null) {
            started(deletion, api.operations().find(deletion.request(), part(deletion)));
            return;
        }
        Environment environment = api.findEnvironment(deletion.getProject(), deletion.getEnvironment())
                .orElse(null);
        if (environment != null && !environment.id().equals(deletion.getEnvironment())) {
            throw new KeptEnvironmentException("The name is that of environment '" + environment.id() + "' too.");
        }
        if (DELETION.isDone(environment)) {
            String why = environment == null ? "There is no such environment." : "It is being deleted.";
            EnvironmentDeletions.get().end(deletion, End.DELETED, why, false);
            return;
        }
        if (!isLast(deletion) && part(deletion).isDone(environment)) {
            EnvironmentDeletions.get().change(deletion, EnvironmentDeletionState::nextPart);
        }
        started(deletion, part(deletion).start(api.operations(journal(deletion)), environment));
    }

    /** Takes the credential of the folder, and never another project than before. */
    private static void takeAccount(EnvironmentDeletionState deletion, FolderDefaults folder)
            throws KeptEnvironmentException {
        if (folder.token() == null) {
            throw new InvalidFieldException("credentialsId", "credentialsId.ofNoFolder");
        }
        if (folder.project() == null) {
            throw new InvalidFieldException("project", "project.ofNoFolder");
        }
        if (deletion.getProject() != null && !deletion.getProject().equals(folder.project())) {
            throw new KeptEnvironmentException("The folder names another project now.");
        }
        EnvironmentDeletions.get().change(deletion, state -> state.take(folder));
    }

    private static RequestJournal journal(EnvironmentDeletionState deletion) {
        return new RequestJournal() {
            @Override
            public void keep(PendingRequest request) throws IOException {
                EnvironmentDeletions.get().changeOrFail(deletion, state -> state.request(request));
            }

            @Override
            public void sending() throws IOException {
                if (!EnvironmentDeletions.get().isPending(deletion)) {
                    throw new KeptEnvironmentException(EnvironmentDeletions.KEPT_BY_ADMINISTRATOR);
                }
                deletion.check();
            }
        };
    }

    private static Operation part(EnvironmentDeletionState deletion) {
        return DELETION.parts().get(deletion.part());
    }

    private static boolean isLast(EnvironmentDeletionState deletion) {
        return deletion.part() == DELETION.parts().size() - 1;
    }

    private void started(EnvironmentDeletionState deletion, List<Activity> activities) {
        if (activities.isEmpty()) {
            partEnded(deletion);
            return;
        }
        List<String> ids = activities.stream()
                .filter(activity -> !activity.isIntegration())
                .map(Activity::id)
                .toList();
        EnvironmentDeletions.get().change(deletion, state -> state.started(ids));
        waits.await(deletion);
    }

    /** Goes on after a part has succeeded. */
    void partEnded(EnvironmentDeletionState deletion) {
        if (isLast(deletion)) {
            EnvironmentDeletions.get().end(deletion, End.DELETED, "The environment and its data were deleted.", false);
        } else if (EnvironmentDeletions.get().isPending(deletion)) {
            EnvironmentDeletions.get().change(deletion, EnvironmentDeletionState::nextPart);
        }
        runSoon();
    }

    /** Tries again later what may succeed then. A request whose outcome is not known is only looked for, and not sent again. */
    private void fail(EnvironmentDeletionState deletion, IOException failure) {
        Problem problem = failure instanceof WebPaasException call ? call.problem() : null;
        boolean isUnknown = problem == Problem.UNKNOWN_OUTCOME;
        boolean isLookedFor = isUnknown && deletion.failures() < MAX_LOOKS;
        boolean isTemporary = problem == null || TEMPORARY.contains(problem);
        boolean isLate = deletion.isBegunBefore(Instant.now().minus(PATIENCE));
        if (isLate || !isTemporary && !isLookedFor) {
            EnvironmentDeletions.get().end(deletion, End.FAILED, failure.getMessage(), false);
            return;
        }
        Duration pause = Durations.shorter(
                FIRST_PAUSE.multipliedBy(1L << Math.min(deletion.failures(), MAX_DOUBLINGS)), LONGEST_PAUSE);
        Instant next = Instant.now().plus(WebPaasException.pauseAfter(failure)).plus(Jitter.spread(pause));
        EnvironmentDeletions.get().change(deletion, state -> {
            if (!isUnknown) {
                state.request(null); // nothing was started
            }
            state.failed(failure.getMessage(), next);
        });
    }
}
