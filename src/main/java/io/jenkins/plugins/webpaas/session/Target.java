package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** The project, environment and app of a block; each may be null. */
public final class Target implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Set<String> INVALID_PARTS = Set.of("", ".", "..");

    private static final Pattern PROJECT = Pattern.compile("[a-z0-9]+");

    /** A target without project and environment. */
    public static final Target NOTHING = new Target(null, null);

    private final String project;
    private final String environment;
    private final String app;

    /** @throws IllegalArgumentException with the name of the invalid parameter */
    public Target(String project, String environment) {
        this(project, environment, null);
    }

    /** @throws IllegalArgumentException with the name of the invalid parameter */
    public Target(String project, String environment, String app) {
        if (project != null) {
            checkProject(project);
        }
        if (environment != null) {
            checkEnvironment(environment);
            if (project == null) {
                throw new IllegalArgumentException("project: is missing; environment '" + environment + "' needs one");
            }
        }
        if (app != null && environment == null) {
            throw new IllegalArgumentException("environment: is missing; app '" + app + "' needs one");
        }
        this.project = project;
        this.environment = environment;
        this.app = app;
    }

    /** Returns the project's id, or null. */
    public String project() {
        return project;
    }

    /**
     * Returns the environment's id, which is its branch, or its machine name; {@code .} for the project's default environment; or null.
     * An environment needs a project.
     */
    public String environment() {
        return environment;
    }

    /** Returns the app's name; null for the environment's first by name. An app needs an environment. */
    public String app() {
        return app;
    }

    /** @throws InvalidFieldException if no project can have this id */
    public static void checkProject(String id) {
        if (!PROJECT.matcher(id).matches()) {
            throw new InvalidFieldException("project", "project.invalid", id);
        }
    }

    /** @throws InvalidFieldException if no environment can have this name */
    public static void checkEnvironment(String name) {
        if (!name.equals(".") && !isName(name)) {
            throw new InvalidFieldException("environment", "environment.invalid", name);
        }
    }

    /** @throws IllegalArgumentException with the missing parameter, if project or environment is null */
    public void checkEnvironment() {
        if (project == null) {
            throw new IllegalArgumentException("project: is missing. Name one, here or in the login around this step");
        }
        if (environment == null) {
            throw new IllegalArgumentException(
                    "environment: is missing. Name one, here or in the login around this step");
        }
    }

    /** Tells whether a name keeps to git's rules for branches (git-check-ref-format(1)) that keep a URL's path intact. */
    private static boolean isName(String environment) {
        return !environment.isBlank()
                && Arrays.stream(environment.split("/", -1)).noneMatch(INVALID_PARTS::contains);
    }
}
