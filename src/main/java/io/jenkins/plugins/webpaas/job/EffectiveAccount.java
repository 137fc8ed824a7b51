package io.jenkins.plugins.webpaas.job;

import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.session.Target;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The credential and target of a step. What the step does not name is inherited from the enclosing login. */
@Restricted(NoExternalUse.class)
public record EffectiveAccount(TokenReference token, Target target) {

    /**
     * Resolves the parameters of a step. Each of them may be null: then it is inherited.
     *
     * @param outer the enclosing login; null for none
     * @param service belongs to the credential: a step that names a credential does not inherit the service
     * @throws IllegalArgumentException naming the parameter that is missing or cannot be right
     */
    public static EffectiveAccount of(
            EnclosingLogin outer, String credentialsId, String service, String project, String environment) {
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

    /**
     * Resolves project and environment. A step that names another project inherits no environment, and a step that names another environment
     * inherits no app.
     */
    private static Target target(Target outer, String project, String environment) {
        boolean isSameProject = project == null || project.equals(outer.project());
        boolean isSameTarget = isSameProject && (environment == null || environment.equals(outer.environment()));
        return isSameTarget ? outer : new Target(isSameProject ? outer.project() : project, environment);
    }
}
