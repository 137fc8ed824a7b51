package io.jenkins.plugins.webpaas.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.webpaas.activity.Operation;
import io.jenkins.plugins.webpaas.build.Inherited;
import io.jenkins.plugins.webpaas.build.OperationStart;
import io.jenkins.plugins.webpaas.build.OperationStart.Started;
import io.jenkins.plugins.webpaas.build.WaitOptions;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.DataBoundSetter;

/** A build step that does an operation to an environment. Its fields may have build parameters in them. */
public abstract class OperationBuilder extends Builder implements SimpleBuildStep {
    private String credentialsId;
    private String project;
    private String environment;
    private String environmentType;
    private boolean noWait;
    private int timeout;
    private boolean cancelOnAbort;
    private boolean failOnError = true;

    OperationBuilder() {}

    /** @throws IllegalArgumentException naming the field that cannot be right */
    abstract Operation operation(EnvVars variables);

    public final String getCredentialsId() {
        return credentialsId;
    }

    /** @param credentialsId id of a Web PaaS API token; null or empty for that of the job's login */
    @DataBoundSetter
    public final void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public final String getProject() {
        return project;
    }

    /** @param project id; null or empty for that of the job's login */
    @DataBoundSetter
    public final void setProject(String project) {
        this.project = Util.fixEmpty(project);
    }

    public final String getEnvironment() {
        return environment;
    }

    /** @param environment id or machine name; null or empty for that of the job's login */
    @DataBoundSetter
    public final void setEnvironment(String environment) {
        this.environment = Util.fixEmpty(environment);
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

    @DataBoundSetter
    public final void setNoWait(boolean noWait) {
        this.noWait = noWait;
    }

    public final int getTimeout() {
        return timeout;
    }

    /** @param timeout after how many minutes the step gives up; 0 for never */
    @DataBoundSetter
    public final void setTimeout(int timeout) {
        this.timeout = timeout;
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
    public final void perform(Run<?, ?> run, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        Inherited inherited;
        OperationStart start;
        WaitOptions options;
        try {
            inherited = Inherited.of(
                    WebPaasBuildWrapper.of(run, variables),
                    credentialsId,
                    expand(project, variables),
                    expand(environment, variables));
            start = new OperationStart(inherited.target(), environmentType, operation(variables));
            options = new WaitOptions(noWait, timeout, cancelOnAbort, failOnError);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        FreestyleBuild build = new FreestyleBuild(run, listener, inherited.credentialsId());
        Started started = start.run(build, run);
        if (started.awaited() != null && !noWait) {
            new FreestyleWait(build, options).await(started.awaited());
        }
    }

    static String expand(String value, EnvVars variables) {
        return Util.fixEmptyAndTrim(variables.expand(value));
    }
}
