package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** The project, environment and app that a block is about; each may be null. */
public final class Target implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Set<String> NO_PART = Set.of("", ".", "..");

    private static final Pattern PROJECT = Pattern.compile("[a-z0-9]+");

    /** No project, no environment. */
    public static final Target NOTHING = new Target(null, null);

    private final String project;
    private final String environment;
    private final String app;

    /** @throws IllegalArgumentException naming the parameter that cannot be right */
    public Target(String project, String environment) {
        this(project, environment, null);
    }

    /** @throws IllegalArgumentException naming the parameter that cannot be right */
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

    /** Id of the project, or null. */
    public String project() {
        return project;
    }

    /**
     * Id of the environment, which is the branch's name; or machine name; or {@code .} for the project's default one; or null.
     * An environment needs a project.
     */
    public String environment() {
        return environment;
    }

    /** Name of the app; null for the environment's first by name. An app needs an environment. */
    public String app() {
        return app;
    }

    /** @throws InvalidFieldException if this cannot be the id of a project */
    public static void checkProject(String id) {
        if (!PROJECT.matcher(id).matches()) {
            throw new InvalidFieldException("project", "project.invalid", id);
        }
    }

    /** @throws InvalidFieldException if this cannot be the name of an environment */
    public static void checkEnvironment(String name) {
        if (!name.equals(".") && !isName(name)) {
            throw new InvalidFieldException("environment", "environment.invalid", name);
        }
    }

    /** @throws IllegalArgumentException naming what is missing, if this is no environment */
    public void checkEnvironment() {
        if (project == null) {
            throw new IllegalArgumentException("project: is missing. Name one, here or in the login around this step");
        }
        if (environment == null) {
            throw new IllegalArgumentException(
                    "environment: is missing. Name one, here or in the login around this step");
        }
    }

    /** As git has it for branches (git-check-ref-format(1)), as far as that keeps a URL's path together. */
    private static boolean isName(String environment) {
        return !environment.isBlank()
                && Arrays.stream(environment.split("/", -1)).noneMatch(NO_PART::contains);
    }
}
