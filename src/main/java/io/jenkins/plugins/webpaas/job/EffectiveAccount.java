package io.jenkins.plugins.webpaas.job;

import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.session.Target;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a step is to work with: what it says itself, and else what the login around it says. */
@Restricted(NoExternalUse.class)
public record EffectiveAccount(TokenReference token, Target target) {

    /**
     * @param outer the login around the step; null without one
     * @param credentialsId as the step says; null if it does not, as the others
     * @param service goes with the credential: a step that names its own credential does not have the outer one's
     * @throws IllegalArgumentException naming the parameter that is missing or cannot be right
     */
    public static EffectiveAccount of(
            EffectiveAccount outer, String credentialsId, String service, String project, String environment) {
        if (credentialsId == null && outer == null) {
            throw new IllegalArgumentException("credentialsId: is missing. Name a credential of the kind"
                    + " \"Web PaaS API token\", or log in to Web PaaS around this step");
        }
        TokenReference token = new TokenReference(
                credentialsId == null ? outer.token().credentialsId() : credentialsId,
                credentialsId == null && service == null ? outer.token().service() : service);
        return new EffectiveAccount(
                token, target(outer == null ? Target.NOTHING : outer.target(), project, environment));
    }

    /** An environment belongs to its project, and an app to its environment: another project does not have the outer one's. */
    private static Target target(Target outer, String project, String environment) {
        boolean isOutersProject = project == null || project.equals(outer.project());
        boolean isOuters = isOutersProject && (environment == null || environment.equals(outer.environment()));
        return isOuters ? outer : new Target(isOutersProject ? outer.project() : project, environment);
    }
}
