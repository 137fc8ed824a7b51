package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.Environment;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Lets a step act on environments of one type alone, so that a branch of the job's project does no harm. */
public final class EnvironmentGuard implements Serializable {
    private static final long serialVersionUID = 1;
    public static final List<String> TYPES = List.of("production", "staging", "development");

    private final String type;

    /** @throws IllegalArgumentException naming the parameter, if there is no such type */
    public EnvironmentGuard(String type) {
        if (type != null && !TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    "environmentType: '" + type + "' is none of " + String.join(", ", TYPES));
        }
        this.type = type;
    }

    /** One of {@link #TYPES}, or null for environments of any type. */
    public String type() {
        return type;
    }

    /** Why nothing may be done to an environment, as a clause; empty if it may. */
    public Optional<String> objection(Environment environment) {
        return type == null || type.equals(environment.type())
                ? Optional.empty()
                : Optional.of("environment '" + environment.id() + "' is of the type "
                        + (environment.type() == null ? "unknown" : environment.type()) + ", not " + type);
    }
}
