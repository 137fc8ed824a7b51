package io.jenkins.plugins.webpaas.standin;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A project: environments, activities, a git repository (protocol, "Projects and environments"). */
public final class StandInProject {
    private final Instant created = Instant.now();
    private final String id;
    private final String title;
    private final String region;
    private final String defaultBranch;
    private final Path directory;
    private final GitRepository repository;
    private final Map<String, StandInEnvironment> environments = new ConcurrentSkipListMap<>();
    private final StandInVariables variables = new StandInVariables();
    private final List<StandInActivity> activities = new CopyOnWriteArrayList<>();
    private volatile boolean suspended;

    StandInProject(String id, String title, String region, String defaultBranch, Path workDirectory) {
        this.id = id;
        this.title = title;
        this.region = region;
        this.defaultBranch = defaultBranch;
        directory = workDirectory.resolve("projects").resolve(id);
        repository = new GitRepository(directory.resolve(id + ".git"), defaultBranch);
    }

    public String id() {
        return id;
    }

    Instant created() {
        return created;
    }

    public String title() {
        return title;
    }

    public String region() {
        return region;
    }

    public String defaultBranch() {
        return defaultBranch;
    }

    /** Returns the address that a client pushes to, for instance {@code abcdefghij234@git.eu-1.standin.test:abcdefghij234.git}. */
    public String repositoryUrl() {
        return id + "@git." + region + ":" + id + ".git";
    }

    GitRepository repository() {
        return repository;
    }

    /** The bare repository, for a look past the service. */
    public Path repositoryDirectory() {
        return repository.directory();
    }

    Path directory() {
        return directory;
    }

    /** A suspended project refuses SSH. */
    public void suspended(boolean suspended) {
        this.suspended = suspended;
    }

    boolean suspended() {
        return suspended;
    }

    /** A new environment, whose branch starts at the repository's first commit. */
    public StandInEnvironment addEnvironment(String name, String type, String status) {
        repository.branch(name, repository.firstCommit());
        return add(name, type, status, repository.firstCommit());
    }

    /** The environment of a pushed branch: the push creates it, inactive, as a child of the default environment. */
    StandInEnvironment pushed(String branch, String commit, ReceivedPushOptions options) {
        StandInEnvironment environment = environments.get(branch);
        if (environment == null) {
            environment = add(branch, "development", "inactive", commit);
        }
        environment.headCommit(commit);
        environment.change(
                options.environment("parent"),
                options.environment("type"),
                options.environment("title"),
                options.environment("clone_parent_on_create"));
        return environment;
    }

    private StandInEnvironment add(String name, String type, String status, String commit) {
        String parent = name.equals(defaultBranch) ? null : defaultBranch;
        StandInEnvironment environment = new StandInEnvironment(this, name, type, status, parent, commit);
        environments.put(name, environment);
        return environment;
    }

    public Collection<StandInEnvironment> environments() {
        return List.copyOf(environments.values());
    }

    /** The environment of this id; fails where there is none. */
    public StandInEnvironment environment(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("No environment " + name));
    }

    Optional<StandInEnvironment> find(String name) {
        return Optional.ofNullable(environments.get(name));
    }

    /** Tells whether there is an active environment of this id, which may be null. */
    boolean isActive(String name) {
        return name != null && find(name).filter(StandInEnvironment::isActive).isPresent();
    }

    /** The environment goes, and its branch. */
    void delete(StandInEnvironment environment) {
        environments.remove(environment.id());
        repository.delete(environment.id());
    }

    StandInVariables variables() {
        return variables;
    }

    void add(StandInActivity activity) {
        activities.add(0, activity);
    }

    /** Newest first. */
    public List<StandInActivity> activities() {
        return List.copyOf(activities);
    }

    /** The newest activity of a type; fails where there is none. */
    public StandInActivity activity(String type) {
        return activities.stream()
                .filter(activity -> activity.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No activity " + type));
    }

    /** Forgets an activity, as the service does with backups' after a while. */
    public void forget(StandInActivity activity) {
        activities.remove(activity);
    }
}
