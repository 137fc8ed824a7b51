package io.jenkins.plugins.webpaas.step;

import hudson.Util;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.FreestyleBuild;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.IOException;
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

    /** Returns the operation that the parameters describe. */
    abstract Operation operation(StepInput input);

    /** Returns the operation that the parameters describe in a build, whose activities may tell what no parameter names. */
    Operation operation(StepInput input, Target target) {
        return operation(input);
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
    protected final StepExecution execution(StepContext context, StepInput input)
            throws IOException, InterruptedException {
        EffectiveAccount account = effectiveAccount(input, input.login());
        return new OperationExecution(context, account.token(), operationStart(account, input), waitOptions(noWait));
    }

    @Override
    final Work prepare(StepInput input) throws IOException, InterruptedException {
        EffectiveAccount account = effectiveAccount(input, input.login());
        OperationStart start = operationStart(account, input);
        FreestyleBuild build = input.freestyleBuild(account.token());
        return new FreestyleExecution(
                build,
                input.login(),
                waitOptions(noWait),
                // A crash ends the build. Saving the build here keeps its page and log.
                part -> start.run(part, build, pending -> input.run().save()),
                result -> start.changesAddresses());
    }

    private OperationStart operationStart(EffectiveAccount account, StepInput input) {
        return new OperationStart(
                account.target(), new EnvironmentGuard(environmentType), operation(input, account.target()));
    }
}
