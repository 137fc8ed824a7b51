package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.client.Environment;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Lets a step act on environments of one type alone, so that a branch of the job's project does no harm.
 *
 * @param type one of {@link #TYPES}, or null for environments of any type
 */
public record EnvironmentGuard(String type) implements Serializable {
    public static final List<String> TYPES = List.of("production", "staging", "development");

    /** @throws IllegalArgumentException naming the parameter, if there is no such type */
    public EnvironmentGuard {
        if (type != null && !TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    "environmentType: '" + type + "' is none of " + String.join(", ", TYPES));
        }
    }

    /** Why nothing may be done to an environment, as a clause; empty if it may. */
    public Optional<String> objection(Environment environment) {
        return type == null || type.equals(environment.type())
                ? Optional.empty()
                : Optional.of("environment '" + environment.id() + "' is of the type "
                        + (environment.type() == null ? "unknown" : environment.type()) + ", not " + type);
    }
}
