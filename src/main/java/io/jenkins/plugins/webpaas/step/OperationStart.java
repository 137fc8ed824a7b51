package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.PendingRequest;
import io.jenkins.plugins.webpaas.api.RequestJournal;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.job.ActivitiesAction;
import io.jenkins.plugins.webpaas.job.ActivityResult;
import io.jenkins.plugins.webpaas.job.BuildContext;
import io.jenkins.plugins.webpaas.job.OperationResult;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Starts an operation for a build, at most once.
 *
 * <pre>{@code
 * OperationStart start = new OperationStart(target, guard, new Operation.Backup(false));
 * StartedOperation started = start.run(build, run, pending -> save(pending));
 * if (started.state() != null) {
 *     new ActivityWait(started.state()).start(build, run, listener);
 * }
 * // after a crash of the controller between saving and the answer:
 * StartedOperation found = start.find(build, run, pending);
 * }</pre>
 */
@Restricted(NoExternalUse.class)
public final class OperationStart implements Serializable {
    private static final long serialVersionUID = 1;

    private final Target target;
    private final EnvironmentGuard guard;
    private final Operation operation;

    /** @throws IllegalArgumentException naming the parameter that is missing */
    public OperationStart(Target target, EnvironmentGuard guard, Operation operation) {
        target.checkEnvironment();
        this.target = target;
        this.guard = guard;
        this.operation = operation;
    }

    /**
     * The result of a start.
     *
     * @param state of the wait for the operation; null if there is nothing to wait for
     */
    public record StartedOperation(OperationResult result, WaitState state) {}

    /**
     * Starts the operation.
     *
     * @param journal keeps the pending request, which {@link #find} needs after a crash
     * @throws AbortException if the operation cannot be started, or if it is not known whether it was
     */
    public StartedOperation run(BuildContext build, Run<?, ?> run, RequestJournal journal)
            throws IOException, InterruptedException {
        AtomicBoolean isSent = new AtomicBoolean();
        return callService(build, isSent, (token, api) -> {
            Environment environment = api.environment(target.project(), target.environment());
            Optional<String> objection = guard.objection(environment);
            if (objection.isPresent()) {
                build.say("No " + operation.name() + ": " + objection.get());
                return new StartedOperation(OperationResult.skipped(target.project(), environment.id()), null);
            }
            List<Activity> activities = operation.start(
                    api.operations(new RequestJournal() {
                        @Override
                        public void keep(PendingRequest pending) throws IOException {
                            build.say("Asking for the " + operation.name() + " of environment '" + environment.id()
                                    + "' of project '" + target.project() + "'");
                            journal.keep(pending);
                        }

                        @Override
                        public void sending() throws IOException {
                            if (!run.isBuilding()) {
                                throw new IOException("The build is over, and nothing was started");
                            }
                            isSent.set(true);
                        }
                    }),
                    environment);
            return report(build, run, token, environment.id(), activities);
        });
    }

    /**
     * Looks for the operation after a crash that came before the answer of the service.
     *
     * @throws AbortException if it is not known whether the operation was started
     */
    public StartedOperation find(BuildContext build, Run<?, ?> run, PendingRequest pending)
            throws IOException, InterruptedException {
        build.say(interruption() + " Looking for it");
        return callService(build, new AtomicBoolean(true), (token, api) -> {
            List<Activity> activities = api.operations().find(pending, operation);
            return report(build, run, token, pending.before().environment(), activities);
        });
    }

    private interface Call {
        StartedOperation run(ApiToken token, WebPaasApi api) throws IOException;
    }

    private StartedOperation callService(BuildContext build, AtomicBoolean isSent, Call call)
            throws IOException, InterruptedException {
        try {
            ApiToken token = build.token();
            return call.run(token, WebPaasRuntime.client().as(token, build::say));
        } catch (InterruptedIOException e) {
            Thread.interrupted(); // an interrupted thread cannot write to the build log
            if (isSent.get()) {
                build.say(interruption() + " Look at the activities of environment '" + target.environment()
                        + "' of project '" + target.project() + "' before you start it again");
            }
            throw new InterruptedException(e.getMessage());
        } catch (IOException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private String interruption() {
        return "Jenkins was stopped while it asked for the " + operation.name() + ", which may have begun.";
    }

    private StartedOperation report(
            BuildContext build, Run<?, ?> run, ApiToken token, String environment, List<Activity> activities) {
        List<ActivityResult> results = ActivityResult.of(token.service(), activities);
        OperationResult result = OperationResult.of(target.project(), environment, results);
        build.say("Started the " + operation.name() + " of environment '" + environment + "'"
                + (activities.isEmpty() ? ", which is done already" : ": " + ids(results)));
        ActivitiesAction.update(run, results);
        return new StartedOperation(result, activities.isEmpty() ? null : WaitState.of(target.project(), activities));
    }

    private static String ids(List<ActivityResult> activities) {
        return (activities.size() == 1 ? "activity " : "activities ")
                + String.join(
                        ", ",
                        activities.stream()
                                .map(activity -> activity.getId() + " (" + activity.getType() + ")")
                                .toList());
    }
}
