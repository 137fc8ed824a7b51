package io.jenkins.plugins.webpaas.step;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.FreestyleBuild;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.step.OperationStart.StartedOperation;
import java.io.IOException;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that starts an operation of an environment. A subclass has the parameters, and makes the operation from them, as {@link WebPaasBackupStep} does. */
@Restricted(NoExternalUse.class)
public abstract class OperationStep extends ActivityStep {
    private String environmentType;

    /** Ends the step as soon as the operation is started. */
    @DataBoundSetter
    public boolean noWait;

    /**
     * Returns the operation that the parameters describe.
     *
     * @param expand replaces the build variables of a freestyle build; changes no text of a Pipeline
     */
    abstract Operation operation(UnaryOperator<String> expand);

    /** Returns the operation that the parameters describe in a build, whose activities may tell what no parameter names. */
    Operation operation(UnaryOperator<String> expand, Run<?, ?> run, Target target) {
        return operation(expand);
    }

    public final String getEnvironmentType() {
        return environmentType;
    }

    /** @param environmentType the type that the environment must have, or the step does nothing; null or empty for any */
    @DataBoundSetter
    public final void setEnvironmentType(String environmentType) {
        this.environmentType = Util.fixEmptyAndTrim(environmentType);
    }

    @Override
    protected final StepExecution execution(StepContext context) throws IOException, InterruptedException {
        EffectiveAccount account = effectiveAccount(context, context.get(EnclosingLogin.class));
        OperationStart start = operationStart(account, UnaryOperator.identity(), context.get(Run.class));
        return new OperationExecution(context, account.token(), start, waitOptions(noWait));
    }

    @Override
    final Work prepare(FreestyleContext context) throws IOException, InterruptedException {
        EffectiveAccount account = effectiveAccount(context, context.login());
        OperationStart start = operationStart(account, context::expand, context.run());
        WaitOptions options = waitOptions(noWait);
        return () -> run(context, context.build(account.token()), start, options);
    }

    private void run(FreestyleContext context, FreestyleBuild build, OperationStart start, WaitOptions options)
            throws IOException, InterruptedException {
        FreestyleWait wait = new FreestyleWait(build, options);
        Instant deadline = null;
        for (int part = 0; ; part++) {
            // A crash ends the build. Saving the build here keeps its page and log.
            StartedOperation started = start.run(
                    part, build, context.run(), pending -> context.run().save());
            if (deadline == null) {
                deadline = options.deadline();
            }
            boolean isWaitedFor = started.state() != null && !(noWait && started.isLast());
            if (isWaitedFor && wait.await(started.state(), deadline).isFailure()) {
                wait.saySummary();
                return;
            }
            if (started.isLast()) {
                options.logNoWait(build, started);
                if (start.changesAddresses() && !noWait) {
                    EnvironmentUpdate.add(build, context.login(), started.result(), wait.summary());
                } else {
                    wait.saySummary();
                }
                return;
            }
            wait.saySummary();
        }
    }

    private OperationStart operationStart(EffectiveAccount account, UnaryOperator<String> expand, Run<?, ?> run) {
        return new OperationStart(
                account.target(), new EnvironmentGuard(environmentType), operation(expand, run, account.target()));
    }
}
