package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.service.KeyNames;
import io.jenkins.plugins.webpaas.ssh.agent.TrustedHosts;
import io.jenkins.plugins.webpaas.support.Patience;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A node in a process of its own. Writes its public key, reads a certificate and its lifetime, and writes the SSH mode, the directory and
 * the notes. Then answers a line "news" with news, and opens a session for any other line, with the line as id. Closes its sessions at
 * the end of the input.
 */
public final class NodeProcess {
    private static final TrustedHosts HOSTS = new TrustedHosts(
            new KeyNames(List.of("*.platform.sh", "*.upsun.com"), "%h"), List.of(), true, false, List.of());

    private NodeProcess() {}

    public static void main(String[] arguments) throws Exception {
        // Ends the process if the node hangs, since the test reads from it.
        CompletableFuture.delayedExecutor(Patience.SECONDS, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(1));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        NodeSide.Opened opened = open("1", arguments);
        System.out.println(opened.publicKey());
        NodeSessions.HERE.install("1", in.readLine(), Duration.parse(in.readLine()));
        System.out.println(opened.ssh());
        System.out.println(opened.directory());
        System.out.println(opened.notes());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("news")) {
                System.out.println(NodeSessions.HERE.awaitNews());
            } else {
                NodeSide.Opened another = open(line, arguments);
                System.out.println(another.notes());
                NodeSessions.HERE.close(line, another.directory());
            }
        }
        NodeSessions.HERE.close("1", opened.directory());
    }

    private static NodeSide.Opened open(String id, String[] arguments) throws Exception {
        return NodeSessions.HERE.open(copy(new NodeSide.Request(id, arguments[0], SshMode.of(arguments[1]), HOSTS)));
    }

    /** Copies a request as a channel does. That loads the classes of all methods of the request's parts. */
    private static NodeSide.Request copy(NodeSide.Request request) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(request);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (NodeSide.Request) in.readObject();
        }
    }

    /**
     * Starts a node.
     *
     * @param plugin directory or jar with the plugin's classes
     * @param options of its JVM
     */
    public static Process start(Path plugin, Path base, SshMode mode, String... options) throws Exception {
        return builder(plugin, base, mode, options)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Returns the command that starts a node, for tests that change its environment. */
    static ProcessBuilder builder(Path plugin, Path base, SshMode mode, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                plugin + File.pathSeparator + classes(NodeProcess.class),
                NodeProcess.class.getName(),
                base.toString(),
                mode.toString()));
        return new ProcessBuilder(command);
    }

    static Path classes(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
