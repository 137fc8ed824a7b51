package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.Environment;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Restricts a step to environments of one type, so that a build of a branch cannot harm production. */
public final class EnvironmentGuard implements Serializable {
    private static final long serialVersionUID = 1;
    public static final List<String> TYPES = List.of("production", "staging", "development");

    private final String type;

    /** @throws IllegalArgumentException with the parameter's name, if there is no such type */
    public EnvironmentGuard(String type) {
        if (type != null && !TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    "environmentType: '" + type + "' is none of " + String.join(", ", TYPES));
        }
        this.type = type;
    }

    /** Returns one of {@link #TYPES}; null for environments of any type. */
    public String type() {
        return type;
    }

    /** Returns the reason why a step may not act on an environment, as a clause; empty if it may. */
    public Optional<String> objection(Environment environment) {
        return type == null || type.equals(environment.type())
                ? Optional.empty()
                : Optional.of("environment '" + environment.id() + "' is of the type "
                        + (environment.type() == null ? "unknown" : environment.type()) + ", not " + type);
    }
}
