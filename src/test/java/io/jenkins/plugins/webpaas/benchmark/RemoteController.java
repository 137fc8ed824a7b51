package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.activity.Poller;
import io.jenkins.plugins.webpaas.activity.WaitListener;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.Project;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.command.Commands;
import io.jenkins.plugins.webpaas.command.LocalCommands;
import io.jenkins.plugins.webpaas.command.RemoteCommand;
import io.jenkins.plugins.webpaas.git.GitClient;
import io.jenkins.plugins.webpaas.git.PushOptions;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.Sessions;
import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.LocalNode;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.RemoteStandIn;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/** A controller that has just started, far from its service: what builds and forms ask it to do, without Jenkins. */
final class RemoteController implements AutoCloseable {
    private static final Target MAIN = new Target(StandIn.PROJECT, "main");

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "timer");
        thread.setDaemon(true);
        return thread;
    });

    private final ExecutorService executor;
    private final ApiToken token;
    private final WebPaasClient client;
    private final Sessions sessions;
    private final Commands commands;
    private final LocalNode node;
    private final Poller poller;
    private Session block;

    /** @param directory of the node */
    RemoteController(RemoteStandIn remote, ExecutorService executor, Path directory) {
        this.executor = executor;
        token = remote.token();
        client = remote.client();
        HostKeys hostKeys = new HostKeys(new MemoryHostKeyStore());
        sessions = new Sessions(client, hostKeys, executor, Clock.systemUTC());
        commands = new Commands(client, hostKeys, Clock.systemUTC());
        poller = new Poller(client, TIMER, Clock.systemUTC());
        node = new LocalNode(directory.resolve("workspace@tmp"));
    }

    ApiToken token() {
        return token;
    }

    Session open() throws Exception {
        return sessions.open(token, SshMode.AGENT, MAIN, node);
    }

    void close(Session session) throws Exception {
        sessions.close(session, token.service(), node);
    }

    List<Activity> backup() throws Exception {
        return start(new Operation.Backup(false));
    }

    List<Activity> sourceOperation() throws Exception {
        return start(new Operation.SourceOperation("update", Map.of()));
    }

    private List<Activity> start(Operation operation) throws Exception {
        WebPaasApi api = client.as(token);
        Environment environment = api.environment(MAIN.project(), MAIN.environment());
        return operation.start(api.operations(), environment);
    }

    /** Opens a session, runs a command with the node's SSH client, and closes the session. */
    void sessionWithCommand() throws Exception {
        Session session = open();
        commandIn(session);
        close(session);
    }

    /** Runs a command with the node's SSH client, in an open session. */
    void commandOfNode() throws Exception {
        commandIn(block());
    }

    static void commandIn(Session session) {
        Command.shell("ssh \"$WEBPAAS_SSH_URL\" true")
                .with(session.environment(Map.of()))
                .output();
    }

    /** Closes the session in which commands and pushes ran. */
    @Override
    public void close() throws Exception {
        if (block != null) {
            close(block);
        }
    }

    private Session block() throws Exception {
        if (block == null) {
            block = open();
        }
        return block;
    }

    /** Pushes the newest commit of a work tree, in an open session, with the calls of {@code webPaasPush}. */
    void push(Path work) throws Exception {
        Map<String, String> variables = block().environment(Map.of());
        GitClient git = new GitClient((command, isShown) -> {
            Command.Result result = Command.of(command.toArray(String[]::new))
                    .with(variables)
                    .with(GitClient.VARIABLES)
                    .in(work)
                    .run();
            return new GitClient.Result(result.exit(), result.output(), result.output());
        });
        WebPaasApi api = client.as(token);
        Future<Project> project = executor.submit(() -> api.project(MAIN.project()));
        Future<?> history = executor.submit(() -> api.activities().mark(MAIN.project(), MAIN.environment()));
        Environment environment = api.environment(MAIN.project(), MAIN.environment());
        String commit = git.commit("HEAD");
        history.get();
        git.push(commit, environment.id(), project.get().repositoryUrl(), new PushOptions(false));
    }

    /** Waits for activities until the listener hears of their end. */
    void await(List<Activity> activities, WaitListener listener) throws Exception {
        poller.await(WaitState.of(MAIN.project(), activities), listener);
    }

    void command() throws Exception {
        RemoteCommand command = new RemoteCommand(MAIN, new EnvironmentGuard(null), null, null, "true", null, false);
        commands.run(token, command, LocalCommands.INSTANCE, OutputStream.nullOutputStream(), sentence -> {});
    }

    void testToken() throws Exception {
        WebPaasApi api = client.anew(token);
        api.accessToken();
        Future<List<Project>> projects = executor.submit(api::projects);
        api.me();
        projects.get();
    }

    void suggestProjects() throws Exception {
        client.as(token).withoutRetries().projects();
    }

    void suggestEnvironments() throws Exception {
        client.as(token).withoutRetries().environments(MAIN.project());
    }

    void suggestSourceOperations() throws Exception {
        WebPaasApi api = client.as(token).withoutRetries();
        api.operations().sourceOperations(api.environment(MAIN.project(), MAIN.environment()));
    }
}
