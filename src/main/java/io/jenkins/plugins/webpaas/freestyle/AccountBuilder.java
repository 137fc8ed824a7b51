package io.jenkins.plugins.webpaas.freestyle;

import hudson.EnvVars;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A build step that acts in an environment. The fields that are empty are inherited from the job's login. */
@Restricted(NoExternalUse.class)
public abstract class AccountBuilder extends WebPaasBuilder {
    private String credentialsId;
    private String service;
    private String project;
    private String environment;
    private String environmentType;

    AccountBuilder() {}

    public final String getCredentialsId() {
        return credentialsId;
    }

    /** @param credentialsId id of a Web PaaS API token or of a secret text; null or empty to inherit */
    @DataBoundSetter
    public final void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public final String getService() {
        return service;
    }

    /** @param service id of the service that a secret text is for; null or empty for the service of a Web PaaS API token */
    @DataBoundSetter
    public final void setService(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    public final String getProject() {
        return project;
    }

    /** @param project id; null or empty to inherit */
    @DataBoundSetter
    public final void setProject(String project) {
        this.project = Util.fixEmptyAndTrim(project);
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

    /** @throws IllegalArgumentException naming the field that is missing or invalid */
    final EffectiveAccount effectiveAccount(Run<?, ?> run, EnvVars variables) {
        EffectiveAccount login = WebPaasBuildWrapper.of(run, variables);
        if (login == null && credentialsId == null) {
            throw new IllegalArgumentException(
                    "API token: none is chosen. Choose one, here or in the job's \"Log in to Web PaaS\"");
        }
        return EffectiveAccount.of(
                login, credentialsId, service, expand(project, variables), expand(environment, variables));
    }

    static String expand(String value, EnvVars variables) {
        return Util.fixEmptyAndTrim(variables.expand(value));
    }
}
