package io.jenkins.plugins.webpaas.pipeline;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.OperationStart;
import io.jenkins.plugins.webpaas.job.WaitOptions;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
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
 *     Operation operation() {
 *         return new Operation.Backup(live);
 *     }
 *     // constructor, getter and setter of live, and a DescriptorImpl that extends AccountStepDescriptor
 * }
 * }</pre>
 */
@Restricted(NoExternalUse.class)
public abstract class OperationStep extends ActivityStep {
    private String environment;
    private String environmentType;
    private boolean noWait;

    OperationStep() {}

    /** @throws IllegalArgumentException naming the invalid parameter */
    abstract Operation operation();

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
            EffectiveAccount account = effectiveAccount(context, environment);
            OperationStart start =
                    new OperationStart(account.target(), new EnvironmentGuard(environmentType), operation());
            WaitOptions options = WaitOptions.of(noWait, getTimeout(), isCancelOnAbort(), isFailOnError());
            return new OperationExecution(context, account.token(), start, options);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }
}
