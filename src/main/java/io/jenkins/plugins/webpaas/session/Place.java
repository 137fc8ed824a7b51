package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.client.Environment;
import io.jenkins.plugins.webpaas.client.Project;
import io.jenkins.plugins.webpaas.client.WebPaasApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A target as the service knows it.
 *
 * @param variables for the build: the vendor's (and no other {@code PLATFORM_*}, protocol section 9) and addresses
 * @param notes what the build log should say of it, a sentence each
 */
record Place(Map<String, String> variables, List<String> notes) {
    private static final Set<String> UNUSABLE = Set.of("inactive", "deleting");

    /** @throws IOException if there is no such project or environment, or it cannot be used */
    static Place find(WebPaasApi api, Target target) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        if (target.project() != null) {
            Project project = api.project(target.project());
            variables.put("PLATFORM_PROJECT", project.id());
            variables.put("WEBPAAS_GIT_URL", project.repositoryUrl());
        }
        if (target.environment() != null) {
            Environment environment = api.environment(target.project(), target.environment());
            if (environment.status() != null && UNUSABLE.contains(environment.status())) {
                throw new UnusableTargetException("environment: '" + environment.id() + "' of project '"
                        + target.project() + "' is " + environment.status() + ". Activate it, or leave the parameter"
                        + " out if the block is to push a branch that becomes an environment");
            }
            variables.put("PLATFORM_BRANCH", environment.id());
            environment
                    .sshAddress(null)
                    .ifPresentOrElse(
                            address -> variables.put("WEBPAAS_SSH_URL", address),
                            () -> notes.add("Environment " + environment.id()
                                    + " offers no SSH to this account, so WEBPAAS_SSH_URL is not set"));
        }
        return new Place(variables, notes);
    }
}
