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

/** A step that does an operation to an environment. */
@Restricted(NoExternalUse.class)
public abstract class OperationStep extends ActivityStep {
    private String environment;
    private String environmentType;
    private boolean noWait;

    OperationStep() {}

    /** @throws IllegalArgumentException naming the parameter that cannot be right */
    abstract Operation operation();

    public final String getEnvironment() {
        return environment;
    }

    /** @param environment id or machine name; null or empty for that of the enclosing block */
    @DataBoundSetter
    public final void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    public final String getEnvironmentType() {
        return environmentType;
    }

    /** @param environmentType the type that the environment must have, or nothing is done; null or empty for any */
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
            EffectiveAccount inherited = inherited(context, environment);
            OperationStart start =
                    new OperationStart(inherited.target(), new EnvironmentGuard(environmentType), operation());
            WaitOptions options = WaitOptions.of(noWait, getTimeout(), isCancelOnAbort(), isFailOnError());
            return new OperationExecution(context, inherited.token(), start, options);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }
}
