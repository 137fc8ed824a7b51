package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
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

/**
 * A step that starts an operation of an environment. A subclass adds its parameters and makes the operation from them:
 *
 * <pre>{@code
 * public final class WebPaasBackupStep extends OperationStep {
 *     private boolean live;
 *
 *     @Override
 *     Operation operation(UnaryOperator<String> expand) {
 *         return new Operation.Backup(live);
 *     }
 *     // constructor, getter and setter of live, and a DescriptorImpl that extends WebPaasStepDescriptor
 * }
 * }</pre>
 */
@Restricted(NoExternalUse.class)
public abstract class OperationStep extends ActivityStep {
    private String environment;
    private String environmentType;
    private boolean noWait;

    OperationStep() {}

    /**
     * Returns the operation that the parameters describe.
     *
     * @param expand replaces the build variables of a freestyle build; changes no text of a Pipeline
     * @throws IllegalArgumentException naming the invalid parameter
     */
    abstract Operation operation(UnaryOperator<String> expand);

    /**
     * Returns the operation that the parameters describe in a build, whose activities may tell what no parameter names.
     *
     * @throws IllegalArgumentException naming the invalid parameter
     */
    Operation operation(UnaryOperator<String> expand, Run<?, ?> run, Target target) {
        return operation(expand);
    }

    /**
     * Returns the environment that the service offers the operation.
     *
     * @return null to inherit
     * @throws IllegalArgumentException naming the invalid parameter
     */
    String actsOn() {
        return environment;
    }

    public final String getEnvironment() {
        return environment;
    }

    /** @param environment id or machine name; null or empty to inherit */
    @DataBoundSetter
    public final void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    public final String getEnvironmentType() {
        return environmentType;
    }

    /** @param environmentType the type that the environment must have, or the step does nothing; null or empty for any */
    @DataBoundSetter
    public final void setEnvironmentType(String environmentType) {
        this.environmentType = Util.fixEmptyAndTrim(environmentType);
    }

    public final boolean isNoWait() {
        return noWait;
    }

    /** @param noWait whether the step returns as soon as the operation is started */
    @DataBoundSetter
    public final void setNoWait(boolean noWait) {
        this.noWait = noWait;
    }

    @Override
    public final StepExecution start(StepContext context) throws Exception {
        try {
            UnaryOperator<String> asWritten = UnaryOperator.identity();
            EffectiveAccount account = effectiveAccount(context, context.get(EnclosingLogin.class), actsOn());
            return new OperationExecution(
                    context,
                    account.token(),
                    operationStart(account, asWritten, context.get(Run.class)),
                    waitOptions(noWait));
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Override
    public final void run(FreestyleContext context) throws IOException, InterruptedException {
        EffectiveAccount account;
        OperationStart start;
        WaitOptions options;
        try {
            account = effectiveAccount(context, context.login(), actsOn());
            start = operationStart(account, context::expand, context.run());
            options = waitOptions(noWait);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        FreestyleBuild build = context.build(account.token());
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
