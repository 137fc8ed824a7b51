package io.jenkins.plugins.webpaas.standin;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A project: environments, activities, a git repository (protocol section 4). */
public final class Project {
    private final Instant created = Instant.now();
    private final String id;
    private final String title;
    private final String region;
    private final String defaultBranch;
    private final Path directory;
    private final GitRepository repository;
    private final Map<String, Environment> environments = new ConcurrentSkipListMap<>();
    private final Variables variables = new Variables();
    private final List<Activity> activities = new CopyOnWriteArrayList<>();
    private volatile boolean suspended;

    Project(String id, String title, String region, String defaultBranch, Path workDirectory) {
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

    /** What a client pushes to, for instance {@code abcdefghij234@git.eu-1.standin.test:abcdefghij234.git}. */
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
    public Environment addEnvironment(String name, String type, String status) {
        repository.branch(name, repository.firstCommit());
        return add(name, type, status, repository.firstCommit());
    }

    /** The environment of a pushed branch: the push creates it, inactive. */
    Environment pushed(String branch, String commit) {
        Environment environment = environments.get(branch);
        if (environment == null) {
            return add(branch, "development", "inactive", commit);
        }
        environment.headCommit(commit);
        return environment;
    }

    private Environment add(String name, String type, String status, String commit) {
        String parent = name.equals(defaultBranch) ? null : defaultBranch;
        Environment environment = new Environment(this, name, type, status, parent, commit);
        environments.put(name, environment);
        return environment;
    }

    public Collection<Environment> environments() {
        return List.copyOf(environments.values());
    }

    /** The environment of this id; fails where there is none. */
    public Environment environment(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("No environment " + name));
    }

    Optional<Environment> find(String name) {
        return Optional.ofNullable(environments.get(name));
    }

    /** The environment goes, and its branch. */
    void delete(Environment environment) {
        environments.remove(environment.id());
        repository.delete(environment.id());
    }

    Variables variables() {
        return variables;
    }

    void add(Activity activity) {
        activities.add(0, activity);
    }

    /** Newest first. */
    public List<Activity> activities() {
        return List.copyOf(activities);
    }

    /** The newest activity of a type; fails where there is none. */
    public Activity activity(String type) {
        return activities.stream()
                .filter(activity -> activity.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No activity " + type));
    }

    /** Forgets an activity, as the service does with backups' after a while. */
    public void forget(Activity activity) {
        activities.remove(activity);
    }
}
