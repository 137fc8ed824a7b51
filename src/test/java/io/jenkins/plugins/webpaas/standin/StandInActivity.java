package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Something the service does, with a state, a result and a log (protocol, "Activities"). Tests drive it, or a {@link Script}. */
public final class StandInActivity {
    /** A command that ran within the activity; the activity may succeed though one of them failed. */
    public record Command(String app, String type, int exitCode) {}

    private static final Set<String> FINAL = Set.of("complete", "cancelled", "staged");
    private static final Set<String> DEPLOYING = Set.of(
            "environment.push",
            "environment.activate",
            "environment.resume",
            "environment.redeploy",
            "environment.restore",
            "environment.deploy",
            "environment.merge",
            "environment.branch",
            "environment.synchronize");
    private static final Set<String> ACTIVATING = Set.of("environment.activate", "environment.branch");
    private static final Set<String> CANCELLABLE =
            Set.of("environment.push", "environment.redeploy", "environment.source-operation", "environment.cron");

    private final Clock clock;
    private final String id = Ids.fresh();
    private final String type;
    private final StandInEnvironment environment;
    private final Account user;
    private final Instant created;
    private final StandInActivityLog log;
    private final ObjectNode payload = StandInJson.object();
    private final List<Command> commands = new ArrayList<>();
    private final Consumer<StandInActivity> onSuccess;
    private String state = "pending";
    private Result result;
    private int percent;
    private Instant started;
    private Instant completed;
    private Instant cancelled;
    private String failureReason;
    private boolean timestamps = true;
    private volatile boolean deploys;
    private volatile ReceivedPushOptions pushOptions = ReceivedPushOptions.NONE;

    StandInActivity(
            Clock clock,
            String type,
            StandInEnvironment environment,
            Account user,
            Consumer<StandInActivity> onSuccess) {
        this.clock = clock;
        this.type = type;
        this.environment = environment;
        this.user = user;
        this.onSuccess = onSuccess;
        deploys = DEPLOYING.contains(type) && (environment.isDeployed() || ACTIVATING.contains(type));
        created = clock.instant();
        log = new StandInActivityLog(clock);
        payload.putObject("environment").put("name", environment.id()).put("head_commit", environment.headCommit());
        payload.putObject("user").put("id", user.id()).put("display_name", user.name());
    }

    public synchronized StandInActivity start() {
        state = "in_progress";
        started = clock.instant();
        return this;
    }

    /** Adds to the log; the message brings its own line break. */
    public StandInActivity log(String message) {
        log.add(message);
        return this;
    }

    public synchronized StandInActivity progress(int percent) {
        this.percent = percent;
        return this;
    }

    /** Ends it; what it was to do is done if it succeeds. Null is the unknown result. */
    public StandInActivity complete(Result result) {
        if (deploys) {
            environment.deployed(LastDeployment.of(result, commands(), clock.instant()));
        }
        return end(result);
    }

    /** Ends it with a failure before anything is deployed: the environment stays with its last deployment. */
    public StandInActivity failBuild() {
        return end(Result.FAILURE);
    }

    private StandInActivity end(Result result) {
        if (result == Result.SUCCESS) {
            onSuccess.accept(this);
        }
        synchronized (this) {
            this.result = result;
            percent = 100;
            completed = clock.instant();
            state = "complete";
        }
        log.end();
        return this;
    }

    /** Holds it until somebody deploys the environment: final for a waiter. */
    public StandInActivity stage() {
        synchronized (this) {
            state = "staged";
            result = Result.SUCCESS;
            percent = 100;
        }
        log.end();
        return this;
    }

    public StandInActivity cancel() {
        synchronized (this) {
            state = "cancelled";
            result = Result.FAILURE;
            cancelled = clock.instant();
        }
        log.end();
        return this;
    }

    /** Any state, also one that no client knows. */
    public synchronized StandInActivity state(String state) {
        this.state = state;
        return this;
    }

    public synchronized StandInActivity command(String app, String type, int exitCode) {
        commands.add(new Command(app, type, exitCode));
        return this;
    }

    public synchronized StandInActivity failureReason(String reason) {
        failureReason = reason;
        return this;
    }

    /** From now on all its timestamps are null. */
    public synchronized StandInActivity withoutTimestamps() {
        timestamps = false;
        return this;
    }

    /** Tells that it is a push which deploys, whatever the environment was before. */
    StandInActivity deploying(ReceivedPushOptions options) {
        deploys |= options.activates();
        pushOptions = options;
        return this;
    }

    /** The options of the push that it is of. */
    public ReceivedPushOptions pushOptions() {
        return pushOptions;
    }

    private synchronized List<Command> commands() {
        return List.copyOf(commands);
    }

    synchronized void payload(String name, String value) {
        payload.put(name, value);
    }

    public String id() {
        return id;
    }

    public String type() {
        return type;
    }

    public StandInEnvironment environment() {
        return environment;
    }

    public Account user() {
        return user;
    }

    public StandInActivityLog log() {
        return log;
    }

    public synchronized String state() {
        return state;
    }

    public synchronized Result result() {
        return result;
    }

    public synchronized boolean isFinal() {
        return FINAL.contains(state);
    }

    boolean isCancellable() {
        return CANCELLABLE.contains(type);
    }

    boolean isIntegration() {
        return type.startsWith("integration.");
    }

    Instant created() {
        return created;
    }

    synchronized ObjectNode json() {
        String text = user.name() + " started " + type + " on " + environment.title();
        ObjectNode json = StandInJson.object()
                .put("id", id)
                .put("type", type)
                .put("state", state)
                .put("result", StandInJson.lower(result))
                .put("completion_percent", percent)
                .put("created_at", time(created))
                .put("updated_at", time(completed))
                .put("started_at", time(started))
                .put("completed_at", time(completed))
                .put("cancelled_at", time(cancelled))
                .put("expires_at", (String) null)
                .put("project", environment.project().id())
                .put("failure_reason", failureReason)
                .put("log", log.text())
                .put("text", text)
                .put("description", text.replace(user.name(), "<user>" + user.name() + "</user>"));
        if (isIntegration()) {
            json.put("integration", "standin");
        }
        json.putArray("environments").add(environment.id());
        json.set("payload", payload.deepCopy());
        json.putObject("parameters");
        json.putObject("timings");
        json.set("commands", LastDeployment.commands(commands));
        return json;
    }

    private String time(Instant instant) {
        return timestamps ? StandInJson.time(instant) : null;
    }
}
