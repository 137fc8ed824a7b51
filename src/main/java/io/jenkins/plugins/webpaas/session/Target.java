package io.jenkins.plugins.webpaas.session;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * The project and environment that a block is about; each may be null.
 *
 * @param project id
 * @param environment id, that is the branch's name, or machine name; needs a project
 */
public record Target(String project, String environment) implements Serializable {
    private static final Pattern PROJECT = Pattern.compile("[a-z0-9]+");

    /** @throws IllegalArgumentException naming the parameter that cannot be right */
    public Target {
        if (project != null && !PROJECT.matcher(project).matches()) {
            throw new IllegalArgumentException("project: '" + project
                    + "' is no project id, which is small letters and digits such as abcdefghij234");
        }
        if (environment != null && (environment.isBlank() || environment.matches("\\.\\.?"))) {
            throw new IllegalArgumentException(
                    "environment: '" + environment + "' is no name. Name one, or leave the parameter out");
        }
        if (environment != null && project == null) {
            throw new IllegalArgumentException("project: is missing; environment '" + environment + "' needs one");
        }
    }
}
