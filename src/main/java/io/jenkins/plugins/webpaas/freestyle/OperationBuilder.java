package io.jenkins.plugins.webpaas.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.OperationStart;
import io.jenkins.plugins.webpaas.job.OperationStart.StartedOperation;
import io.jenkins.plugins.webpaas.job.WaitOptions;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A build step that starts an operation of an environment. Its fields may contain build variables. */
@Restricted(NoExternalUse.class)
public abstract class OperationBuilder extends AccountBuilder {
    private boolean noWait;
    private boolean cancelOnAbort;
    private boolean failOnError = true;

    OperationBuilder() {}

    /** @throws IllegalArgumentException naming the invalid field */
    abstract Operation operation(EnvVars variables);

    public final boolean isNoWait() {
        return noWait;
    }

    @DataBoundSetter
    public final void setNoWait(boolean noWait) {
        this.noWait = noWait;
    }

    public final boolean isCancelOnAbort() {
        return cancelOnAbort;
    }

    @DataBoundSetter
    public final void setCancelOnAbort(boolean cancelOnAbort) {
        this.cancelOnAbort = cancelOnAbort;
    }

    public final boolean isFailOnError() {
        return failOnError;
    }

    @DataBoundSetter
    public final void setFailOnError(boolean failOnError) {
        this.failOnError = failOnError;
    }

    @Override
    public final boolean requiresWorkspace() {
        return false;
    }

    @Override
    final void run(Run<?, ?> run, FilePath workspace, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        EffectiveAccount account;
        OperationStart start;
        WaitOptions options;
        try {
            account = effectiveAccount(run, variables);
            start = new OperationStart(
                    account.target(), new EnvironmentGuard(getEnvironmentType()), operation(variables));
            options = WaitOptions.of(noWait, getTimeout(), cancelOnAbort, failOnError);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        FreestyleBuild build = new FreestyleBuild(run, listener, account.token());
        // A crash ends the build. Saving it here keeps its page and log.
        StartedOperation started = start.run(build, run, pending -> run.save());
        options.logNoWait(build, started);
        if (started.state() != null && !noWait) {
            new FreestyleWait(build, options).await(started.state());
        }
    }
}
