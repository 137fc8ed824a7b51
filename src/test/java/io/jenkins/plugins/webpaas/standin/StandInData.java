package io.jenkins.plugins.webpaas.standin;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The data of the service: accounts, projects, and settings of its behaviour. */
public final class StandInData {
    /** The activities that the answer to an operation lists (protocol, "Backups" and "Source operations"). */
    public enum Listed {
        ONE,
        /** The answer lists no activity: the operation is done at once. */
        NONE,
        /** Two of the operation's type. */
        MANY,
        /** The operation's, and one of an integration. */
        WITH_INTEGRATION,
        /** The documented answer, which has no {@code _embedded}. */
        ACCEPTED,
        /** The same; the activity begins after the activities were listed once. */
        ACCEPTED_FOR_LATER
    }

    /** The treatment of parameters by the log endpoint (protocol, "Log"). */
    public enum LogParameters {
        UNDERSTOOD,
        /** The endpoint sends every log from the log's beginning until the activity's end. */
        IGNORED,
        /** The endpoint answers 400. */
        REFUSED
    }

    private static final String INTEGRATION = "integration";

    private final ServerClock clock;
    private final Path workDirectory;
    private final ScriptPlayer player = new ScriptPlayer();
    private final List<Account> accounts = new CopyOnWriteArrayList<>();
    private final Map<String, StandInProject> projects = new ConcurrentSkipListMap<>();
    private volatile Script script;
    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
    private volatile Listed answer = Listed.ONE;
    private volatile LogParameters logParameters = LogParameters.UNDERSTOOD;
    private volatile boolean organizations = true;
    private volatile String backupPath = "backup";

    StandInData(ServerClock clock, Path workDirectory) {
        this.clock = clock;
        this.workDirectory = workDirectory;
    }

    /** One account, one project, an environment of each kind. */
    static StandInData seeded(ServerClock clock, Path workDirectory) {
        StandInData world = new StandInData(clock, workDirectory);
        Account bot = new Account("deploy-bot", "Deploy", "Bot").addApiToken(StandIn.API_TOKEN);
        world.add(bot.role(StandIn.PROJECT, Role.ADMIN));
        StandInProject shop = world.addProject(StandIn.PROJECT, "Shop");
        for (StandInEnvironment environment : List.of(
                shop.addEnvironment("main", "production", "active"),
                shop.addEnvironment("feature/x", "development", "active"),
                shop.addEnvironment("old", "development", "inactive"))) {
            environment
                    .addSourceOperation(
                            new SourceOperation("app", "update", "composer update && git commit -am Update"))
                    .addSourceOperation(new SourceOperation("app", "rebuild-assets", "npm run build"));
        }
        return world;
    }

    public Account add(Account account) {
        accounts.add(account);
        return account;
    }

    public List<Account> accounts() {
        return List.copyOf(accounts);
    }

    /** The account of this user name; fails where there is none. */
    public Account account(String username) {
        return accounts.stream()
                .filter(account -> account.username().equals(username))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No account " + username));
    }

    Optional<Account> accountById(String id) {
        return accounts.stream().filter(account -> account.id().equals(id)).findFirst();
    }

    Optional<Account> accountByApiToken(String value) {
        return accounts.stream().filter(account -> account.hasApiToken(value)).findFirst();
    }

    /** A project without environments, in the one region, with default branch {@code main}. */
    public StandInProject addProject(String id, String title) {
        StandInProject project = new StandInProject(id, title, StandIn.REGION, "main", workDirectory);
        projects.put(id, project);
        return project;
    }

    public Collection<StandInProject> projects() {
        return List.copyOf(projects.values());
    }

    /** The project of this id; fails where there is none. */
    public StandInProject project(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("No project " + id));
    }

    Optional<StandInProject> find(String id) {
        return Optional.ofNullable(projects.get(id));
    }

    /** Activities that begin from now on run by this script; null leaves them to {@link StandInActivity}'s methods. */
    public void play(Script script) {
        this.script = script;
    }

    boolean plays() {
        return script != null;
    }

    public void listed(Listed activities) {
        answer = activities;
    }

    Listed answer() {
        return answer;
    }

    public void logParameters(LogParameters parameters) {
        logParameters = parameters;
    }

    LogParameters logParameters() {
        return logParameters;
    }

    /** Without organizations, as with OVHcloud, {@code /me} has all there is about the user (protocol, "Tokens" and "Projects and environments"). */
    public void organizations(boolean present) {
        organizations = present;
    }

    boolean hasOrganizations() {
        return organizations;
    }

    /** The last part of the {@code #backup} link: {@code backup}, or {@code backups} as in the vendor's mock. */
    public void backupPath(String path) {
        backupPath = path;
    }

    String backupPath() {
        return backupPath;
    }

    /** Begins an activity that nobody asked for through the API. */
    public StandInActivity begin(String type, StandInEnvironment environment, Account user) {
        return begin(type, environment, user, activity -> {});
    }

    StandInActivity begin(
            String type, StandInEnvironment environment, Account user, Consumer<StandInActivity> onSuccess) {
        return begin(type, environment, user, ReceivedPushOptions.NONE, onSuccess);
    }

    private StandInActivity begin(
            String type,
            StandInEnvironment environment,
            Account user,
            ReceivedPushOptions options,
            Consumer<StandInActivity> onSuccess) {
        StandInActivity activity = new StandInActivity(clock, type, environment, user, onSuccess).deploying(options);
        environment.project().add(activity);
        Script current = script;
        if (current != null) {
            player.play(current, activity);
        }
        return activity;
    }

    /** A push of a commit, which a paused environment resumes for, and an option may activate an environment for. */
    StandInActivity push(
            StandInProject project, String branch, String commit, ReceivedPushOptions options, Account user) {
        StandInEnvironment environment = project.pushed(branch, commit, options);
        boolean activates = options.activates() || environment.isPaused();
        return begin("environment.push", environment, user, options, activity -> {
            if (activates) {
                environment.status("active");
            }
        });
    }

    /** A push by the vendor's integration with a git host: as a user of its own, into an environment that becomes active. */
    public StandInActivity integrate(StandInProject project, String branch, String commit) {
        Account integration = accounts.stream()
                .filter(account -> account.username().equals(INTEGRATION))
                .findFirst()
                .orElseGet(() -> add(new Account(INTEGRATION, "GitHub", "Integration")));
        ReceivedPushOptions active = ReceivedPushOptions.of(List.of("environment.status=active"));
        return push(project, branch, commit, active, integration);
    }

    /** Begins an activity after the next list of activities has been made. */
    void beginLater(String type, StandInEnvironment environment, Account user, Consumer<StandInActivity> onSuccess) {
        later.add(() -> begin(type, environment, user, onSuccess));
    }

    /** Begins what was to begin after a list. */
    void listed() {
        for (Runnable begin = later.poll(); begin != null; begin = later.poll()) {
            begin.run();
        }
    }

    /** Does at once what an activity would do. */
    void perform(String type, StandInEnvironment environment, Account user, Consumer<StandInActivity> effect) {
        new StandInActivity(clock, type, environment, user, effect).complete(Result.SUCCESS);
    }

    void close() {
        player.close();
    }
}
