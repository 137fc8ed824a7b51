package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
import hudson.model.Computer;
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
import java.util.stream.Collectors;

/** Starts an operation for a build, at most once. */
final class OperationStart implements Serializable {
    private static final long serialVersionUID = 1;

    private final Target target;
    private final EnvironmentGuard guard;
    private final Operation operation;

    OperationStart(Target target, EnvironmentGuard guard, Operation operation) {
        target.checkEnvironment();
        this.target = target;
        this.guard = guard;
        this.operation = operation;
    }

    /** Tells whether the environment may have other addresses after the operation. */
    boolean changesAddresses() {
        return operation.changesAddresses();
    }

    /**
     * The result of starting a part of the operation.
     *
     * @param state of the wait for the part; null if there is nothing to wait for
     * @param isLast whether no further part of the operation follows
     */
    record StartedOperation(OperationResult result, WaitState state, boolean isLast) {}

    /**
     * Starts a part of the operation. Each part begins after the part before has ended.
     *
     * @param part number of the part, from 0 on
     * @param journal keeps the pending request, which {@link #find} needs after a crash
     * @throws AbortException if the operation cannot be started, or if it is not known whether it was
     */
    StartedOperation run(int part, BuildContext build, RequestJournal journal)
            throws IOException, InterruptedException {
        Run<?, ?> run = build.run();
        AtomicBoolean isSent = new AtomicBoolean();
        return callService(build, isSent, (token, api) -> {
            Environment environment = environment(api);
            Optional<String> objection = environment == null ? Optional.empty() : guard.objection(environment);
            if (objection.isPresent()) {
                build.say("No " + operation.name() + ": " + objection.get());
                return new StartedOperation(OperationResult.skipped(target.project(), environment.id()), null, true);
            }
            if (operation.isDone(environment)) {
                String name = environment == null ? target.environment() : environment.id();
                build.say("The " + operation.name() + " of environment '" + name + "' is done already");
                return new StartedOperation(OperationResult.of(target.project(), name, List.of()), null, true);
            }
            Operation current = operation.parts().get(part);
            if (current.isDone(environment)) {
                OperationResult nothing = OperationResult.of(target.project(), environment.id(), List.of());
                return new StartedOperation(nothing, null, isLast(part));
            }
            RequestJournal journalOfPart = new RequestJournal() {
                @Override
                public void keep(PendingRequest pending) throws IOException {
                    build.say("Asking for the " + current.name() + " of environment '" + environment.id()
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
            };
            List<Activity> activities = current.start(api.operations(journalOfPart), environment);
            return report(part, build, run, token, environment.id(), activities);
        });
    }

    private boolean isLast(int part) {
        return part == operation.parts().size() - 1;
    }

    /** Returns the environment; null if it does not exist and the operation is done without it. */
    private Environment environment(WebPaasApi api) throws IOException {
        return operation.isDone(null)
                ? api.findEnvironment(target.project(), target.environment()).orElse(null)
                : api.environment(target.project(), target.environment());
    }

    /**
     * Looks for a part of the operation after a crash that came before the answer of the service.
     *
     * @throws AbortException if it is not known whether the operation was started
     */
    StartedOperation find(int part, BuildContext build, PendingRequest pending)
            throws IOException, InterruptedException {
        Run<?, ?> run = build.run();
        build.say(interruption() + " Looking for it");
        return callService(build, new AtomicBoolean(true), (token, api) -> {
            List<Activity> activities =
                    api.operations().find(pending, operation.parts().get(part));
            return report(part, build, run, token, pending.before().environment(), activities);
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
            int part,
            BuildContext build,
            Run<?, ?> run,
            ApiToken token,
            String environment,
            List<Activity> activities) {
        Operation current = operation.parts().get(part);
        List<ActivityResult> results = ActivityResult.of(token.service(), activities);
        OperationResult result = OperationResult.of(target.project(), environment, results);
        build.say("Started the " + current.name() + " of environment '" + environment + "'"
                + (activities.isEmpty() ? ", which is done already" : ": " + ids(results)));
        ActivitiesAction.start(run, results, current.offeredName());
        // The step does not wait for what its page shows beside the activities.
        Computer.threadPoolForRemoting.execute(() -> ActivitiesAction.describe(run, token, results));
        return new StartedOperation(
                result, activities.isEmpty() ? null : WaitState.of(target.project(), activities), isLast(part));
    }

    private static String ids(List<ActivityResult> activities) {
        return activities.stream()
                .map(activity -> activity.getId() + " (" + activity.getType() + ")")
                .collect(Collectors.joining(", ", activities.size() == 1 ? "activity " : "activities ", ""));
    }
}
