package io.jenkins.plugins.webpaas.job;

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

/** An operation that a build is about to start. */
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
     * What came of it.
     *
     * @param awaited null if there is nothing to wait for
     */
    public record Started(OperationResult result, WaitState awaited) {}

    /**
     * Starts it, once.
     *
     * @param journal keeps what {@link #find} needs after a crash
     * @throws AbortException if it cannot be started, or if that is not known
     */
    public Started run(BuildContext build, Run<?, ?> run, RequestJournal journal)
            throws IOException, InterruptedException {
        AtomicBoolean isAsked = new AtomicBoolean();
        return honestly(build, isAsked, (token, api) -> {
            Environment environment = api.environment(target.project(), target.environment());
            Optional<String> objection = guard.objection(environment);
            if (objection.isPresent()) {
                build.say("No " + operation.name() + ": " + objection.get());
                return new Started(OperationResult.skipped(target.project(), environment.id()), null);
            }
            List<Activity> activities = operation.start(
                    api.operations(new RequestJournal() {
                        @Override
                        public void keep(PendingRequest asked) throws IOException {
                            build.say("Asking for the " + operation.name() + " of environment '" + environment.id()
                                    + "' of project '" + target.project() + "'");
                            journal.keep(asked);
                        }

                        @Override
                        public void sending() throws IOException {
                            if (!run.isBuilding()) {
                                throw new IOException("The build is over, and nothing was started");
                            }
                            isAsked.set(true);
                        }
                    }),
                    environment);
            return started(build, run, token, environment.id(), activities);
        });
    }

    /**
     * Goes on after a crash that kept the answer from coming.
     *
     * @throws AbortException if it is not known whether it was started
     */
    public Started find(BuildContext build, Run<?, ?> run, PendingRequest asked)
            throws IOException, InterruptedException {
        build.say(stopped() + " Looking for it");
        return honestly(build, new AtomicBoolean(true), (token, api) -> {
            List<Activity> activities = api.operations().find(asked);
            return started(build, run, token, asked.before().environment(), activities);
        });
    }

    private interface Call {
        Started run(ApiToken token, WebPaasApi api) throws IOException;
    }

    private Started honestly(BuildContext build, AtomicBoolean isAsked, Call call)
            throws IOException, InterruptedException {
        try {
            ApiToken token = build.token();
            return call.run(token, WebPaasRuntime.client().as(token, build::say));
        } catch (InterruptedIOException e) {
            Thread.interrupted(); // or nothing can be written to the build log
            if (isAsked.get()) {
                build.say(stopped() + " Look at the activities of environment '" + target.environment()
                        + "' of project '" + target.project() + "' before you start it again");
            }
            throw new InterruptedException(e.getMessage());
        } catch (IOException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private String stopped() {
        return "Jenkins was stopped while it asked for the " + operation.name() + ", which may have begun.";
    }

    private Started started(
            BuildContext build, Run<?, ?> run, ApiToken token, String environment, List<Activity> activities) {
        List<ActivityResult> results = ActivityResult.of(token.service(), activities);
        OperationResult result = OperationResult.of(target.project(), environment, results);
        build.say("Started the " + operation.name() + " of environment '" + environment + "'"
                + (activities.isEmpty() ? ", which is done already" : ": " + ids(results)));
        ActivitiesAction.update(run, results);
        return new Started(result, activities.isEmpty() ? null : WaitState.of(target.project(), activities));
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
