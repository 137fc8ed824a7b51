package io.jenkins.plugins.webpaas.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.job.TargetVariables;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.SessionVariables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** Sets the variables of a session in its block. */
final class SessionEnvironment extends EnvironmentExpander {
    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, String> variables;
    private final ArrayList<String> tokenVariables = new ArrayList<>();
    private final ArrayList<String> hidden;
    private final ArrayList<Session> others;
    private final Secret token;
    private final TargetVariables target;

    /**
     * @param hidden names of variables that are not inherited from an enclosing {@code withWebPaas}
     * @param others sessions whose variables are removed in the block
     * @param token null to withhold the API token from the block
     * @param target the variables of the environment as the steps of the block change them
     */
    SessionEnvironment(
            List<String> hidden,
            List<Session> others,
            Map<String, String> variables,
            ApiToken token,
            TargetVariables target) {
        this.target = target;
        this.hidden = new ArrayList<>(hidden);
        this.others = new ArrayList<>(others);
        this.variables = new LinkedHashMap<>(variables);
        this.token = token == null ? null : Secret.fromString(token.secret());
        if (token != null) {
            tokenVariables.addAll(SessionVariables.ofToken(token.service()));
        }
    }

    @Override
    public void expand(@NonNull EnvVars environment) {
        environment.keySet().removeAll(hidden);
        others.forEach(session -> session.removeFrom(environment));
        environment.overrideAll(variables);
        target.applyTo(environment);
        tokenVariables.forEach(name -> environment.put(name, token.getPlainText()));
    }

    @Override
    @NonNull
    public Set<String> getSensitiveVariables() {
        return Set.copyOf(tokenVariables);
    }
}
