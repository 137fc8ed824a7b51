package io.jenkins.plugins.webpaas.demo;

import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.SessionVariables;
import io.jenkins.plugins.webpaas.session.Sessions;
import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.ssh.client.PrivateFiles;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.LocalNode;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.Programs;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Plays a whole build against the stand-in over real sockets and prints what its log would show. It ends with 0 if every
 * command succeeded and nothing is left.
 */
public final class Demo {
    /** A build log has nothing of the stand-in's. */
    private static final Logger STAND_IN = Logger.getLogger("org.apache.sshd");

    /** The time that the stand-in takes for an activity of the preview environment. */
    private static final Duration WORK = Duration.ofSeconds(2);

    private final Path node;
    private final Path workspace;
    private final Map<String, String> environment = new HashMap<>();

    private Demo(Path node) throws IOException {
        this.node = node;
        this.workspace = Files.createDirectory(node.resolve("workspace"));
    }

    public static void main(String[] arguments) throws Exception {
        STAND_IN.setLevel(Level.WARNING);
        Path node = Files.createTempDirectory("webpaas-demo");
        ExecutorService executor = Executors.newCachedThreadPool();
        try (StandIn standIn = StandIn.start()) {
            new Demo(node).play(standIn, executor);
        } finally {
            executor.shutdown();
            PrivateFiles.deleteDirectory(node);
        }
    }

    private void play(StandIn standIn, ExecutorService executor) throws Exception {
        say("A stand-in for the service answers at " + standIn.apiUrl());
        Service service = StandInService.of(standIn);
        WebPaasClient client = StandInService.client(Clock.systemUTC());
        Sessions sessions = new Sessions(client, new HostKeys(new MemoryHostKeyStore()), executor, Clock.systemUTC());
        ApiToken token = new ApiToken(service, StandIn.API_TOKEN);
        LocalNode localNode = new LocalNode(node.resolve("workspace@tmp"));

        step("withWebPaas(credentialsId: 'deploy-bot', project: '" + StandIn.PROJECT + "', environment: 'main') {");
        Session session = sessions.open(token, SshMode.AGENT, new Target(StandIn.PROJECT, "main"), localNode);
        session.notes().forEach(Demo::say);
        environment.putAll(session.environment(Map.of()));
        SessionVariables.ofToken(service).forEach(name -> environment.put(name, token.secret()));
        try {
            sh("env | grep -E '^(PLATFORM|WEBPAAS_|SSH_AUTH_SOCK|GIT_SSH)' | sort");
            sh("ssh-add -l");
            sh("git clone -q \"$WEBPAAS_GIT_URL\" shop");
            sh("cd shop && date > deployed && git add deployed"
                    + " && git -c user.name=Demo -c user.email=demo@example.com commit -qm Deploy");
            sh("cd shop && git push \"$WEBPAAS_GIT_URL\" HEAD:main");
            sh("ssh \"$WEBPAAS_SSH_URL\" 'echo Hello from $(pwd | sed s,.*/,,)'");
            sh("scp -q shop/deployed \"$WEBPAAS_SSH_URL\":deployed && echo copied");
            if (Programs.find("rsync").isEmpty()) {
                say("rsync is not installed here: left out");
            } else {
                sh("rsync -a shop/ \"$WEBPAAS_SSH_URL\":shop && echo synchronised");
            }
            playPreview(standIn, client, token);
        } finally {
            sessions.close(session, service, localNode).forEach(Demo::say);
        }
        step("}");
        say(standIn.requests().count(Endpoint.TOKEN) + " token request, "
                + standIn.requests().count(Endpoint.CERTIFICATE)
                + " certificate request");
        expectNothingLeft(Path.of(localNode.base()));
        say("Finished: SUCCESS");
    }

    /** Plays a preview environment from its push to its deletion. */
    private void playPreview(StandIn standIn, WebPaasClient client, ApiToken token) throws IOException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            PreviewDemo preview = new PreviewDemo(token, client, timer, StandIn.PROJECT, Demo::say);
            step("webPaasPush environment: 'pr-12', parent: 'feature/x'");
            standIn.world().play(Script.success(WORK, "Building application 'app'\n", "Deploying it\n"));
            sh("cd shop && PLATFORMSH_PUSH_NO_WAIT=1 git push -o environment.status=active"
                    + " -o environment.parent=feature/x \"$WEBPAAS_GIT_URL\" HEAD:refs/heads/pr-12");
            environment.putAll(
                    preview.awaitDeployment(sh("cd shop && git rev-parse HEAD").trim()));
            sh("ssh \"$WEBPAAS_SSH_URL\" 'test -w . && echo Tested $PLATFORM_BRANCH'");
            step("webPaasDelete environment: 'pr-12'");
            standIn.world().play(Script.success(WORK, "Removing what is left\n"));
            preview.delete();
        } finally {
            timer.shutdownNow();
        }
    }

    /** Runs a command line, prints its output, and returns the output. */
    private String sh(String line) {
        System.out.println("+ " + line);
        String output = Command.shell(line).with(environment).in(workspace).output();
        System.out.print(output.replace(StandIn.API_TOKEN, "****"));
        return output;
    }

    private static void expectNothingLeft(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            List<Path> left = files.toList();
            boolean threads = Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().startsWith("webpaas-ssh-agent"));
            if (threads || !left.isEmpty()) {
                throw new IllegalStateException("Left behind: " + left + (threads ? " and a thread" : ""));
            }
        }
        say("The session is closed: no file, socket or thread of it is left");
    }

    private static void step(String text) {
        System.out.println("[Pipeline] " + text);
    }

    private static void say(String text) {
        System.out.println("[Web PaaS] " + text);
    }
}
