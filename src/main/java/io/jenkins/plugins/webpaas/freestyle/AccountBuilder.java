package io.jenkins.plugins.webpaas.freestyle;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.webpaas.build.Inherited;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.DataBoundSetter;

/** A build step that does something in an environment; what it does not say itself is as in the job's login. */
public abstract class AccountBuilder extends Builder implements SimpleBuildStep {
    private String credentialsId;
    private String project;
    private String environment;
    private String environmentType;
    private Integer timeout;

    AccountBuilder() {}

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

    public final Integer getTimeout() {
        return timeout;
    }

    /** @param timeout after how many minutes the step gives up; 0 for never, null for what the system configuration says */
    @DataBoundSetter
    public final void setTimeout(Integer timeout) {
        this.timeout = timeout;
    }

    /** @param workspace null without one */
    abstract void act(Run<?, ?> run, FilePath workspace, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException;

    @Override
    public final void perform(
            Run<?, ?> run, FilePath workspace, EnvVars variables, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        act(run, workspace, variables, listener);
    }

    @Override
    public final void perform(Run<?, ?> run, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        act(run, null, variables, listener);
    }

    /** @throws IllegalArgumentException naming the field that is missing or cannot be right */
    final Inherited inherited(Run<?, ?> run, EnvVars variables) {
        return Inherited.of(
                WebPaasBuildWrapper.of(run, variables),
                credentialsId,
                expand(project, variables),
                expand(environment, variables));
    }

    static String expand(String value, EnvVars variables) {
        return Util.fixEmptyAndTrim(variables.expand(value));
    }
}
