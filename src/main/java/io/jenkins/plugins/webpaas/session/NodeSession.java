package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.service.Cli;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.client.AgentIdentity;
import io.jenkins.plugins.webpaas.ssh.client.FileIdentity;
import io.jenkins.plugins.webpaas.ssh.client.HostKeyFiles;
import io.jenkins.plugins.webpaas.ssh.client.PrivateFiles;
import io.jenkins.plugins.webpaas.ssh.client.SshCommands;
import io.jenkins.plugins.webpaas.ssh.client.SshIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One session on its node: a private directory, and in it, unless SSH is not wanted, an identity and what leads to it. */
final class NodeSession {

    private final List<String> notes = new ArrayList<>();
    private final SshMode ssh;
    private final Path directory;
    private final Cli cli;
    private final HostKeyFiles hosts;
    private final SshIdentity identity;
    private final SshCommands commands;

    NodeSession(NodeSide.Request request) throws IOException {
        cli = request.service().cli();
        ssh = possible(request.ssh());
        directory = directory(request);
        boolean isNew = PrivateFiles.claimDirectory(directory);
        SshIdentity made = null;
        try {
            for (String name : List.of("home", "tmp")) {
                Files.createDirectories(directory.resolve(name));
            }
            hosts = new HostKeyFiles(directory, request.service().ssh(), request.knownHosts());
            made = identity(request.service().ssh().strict());
            commands = made == null ? null : new SshCommands(directory, hosts, made);
        } catch (IOException | RuntimeException e) {
            if (made != null) {
                made.close();
            }
            if (isNew) {
                PrivateFiles.deleteDirectory(directory);
            }
            throw e;
        }
        identity = made;
    }

    private SshIdentity identity(boolean strict) throws IOException {
        return switch (ssh) {
            case AGENT -> new AgentIdentity(directory, hosts, strict);
            case FILES -> new FileIdentity(directory);
            case NONE -> null;
        };
    }

    NodeSide.Opened opened() {
        String publicKey = identity == null ? null : identity.publicLine();
        return new NodeSide.Opened(directory.toString(), ssh, publicKey, environment(), notes);
    }

    void install(String certificate, Duration lifetime) throws IOException {
        if (identity != null) {
            identity.install(Certificate.parse(certificate), lifetime);
        }
    }

    NodeSide.Closed close() throws IOException {
        List<String> refusals = List.of();
        List<String> seenHosts;
        List<String> left;
        try {
            if (identity != null) {
                identity.close();
                refusals = identity.takeRefusals();
            }
            seenHosts = hosts.seen();
        } finally {
            left = PrivateFiles.deleteDirectory(directory);
        }
        return new NodeSide.Closed(seenHosts, refusals, left);
    }

    private SshMode possible(SshMode wanted) {
        if (wanted != SshMode.AGENT || AgentIdentity.isPossible()) {
            return wanted;
        }
        notes.add("SSH clients of this node cannot use an SSH agent of ours (it runs Windows, or its Java has no Unix"
                + " sockets): key and certificate are in files for as long as the block lasts.");
        return SshMode.FILES;
    }

    private Path directory(NodeSide.Request request) throws IOException {
        String name = "webpaas-" + request.id();
        Path base = Path.of(request.base()).toAbsolutePath();
        Path beside = base.resolve(name);
        if (SshCommands.canName(beside) && (ssh != SshMode.AGENT || AgentIdentity.fits(beside))) {
            Files.createDirectories(base);
            return beside;
        }
        Path temporary =
                Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().resolve(name);
        notes.add("SSH clients cannot use a path as long as, or with such characters as, " + beside
                + ": the session is in " + temporary + ", which containers on this node do not see.");
        return temporary;
    }

    /** With a home of its own, the vendor's CLI neither finds a login left on the node nor shares one with other builds. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String prefix : List.of(SessionVariables.COMMON_CLI_PREFIX, cli.environmentPrefix())) {
            environment.put(prefix + "HOME", directory.resolve("home").toString());
            environment.put(prefix + "TMP", directory.resolve("tmp").toString());
            environment.put(prefix + "NO_INTERACTION", "1");
        }
        if (identity != null) {
            environment.putAll(identity.environment());
            environment.putAll(commands.environment());
        }
        return environment;
    }
}
