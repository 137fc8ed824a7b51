package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.client.AgentIdentity;
import io.jenkins.plugins.webpaas.ssh.client.ControlSockets;
import io.jenkins.plugins.webpaas.ssh.client.FileIdentity;
import io.jenkins.plugins.webpaas.ssh.client.HostKeyFiles;
import io.jenkins.plugins.webpaas.ssh.client.NodeDirectory;
import io.jenkins.plugins.webpaas.ssh.client.PrivateFiles;
import io.jenkins.plugins.webpaas.ssh.client.SshCommands;
import io.jenkins.plugins.webpaas.ssh.client.SshIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** One session on its node: a private directory, and in it, unless SSH is not wanted, an identity and what leads to it. */
final class NodeSession {
    /** What the directory has besides: for the vendor's CLI. */
    static final String HOME = "home";

    static final String TMP = "tmp";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]+");

    private final SshMode ssh;
    private final Path directory;
    private final HostKeyFiles hosts;
    private final SshIdentity identity;

    NodeSession(NodeSide.Request request) throws IOException {
        ssh = possible(request.ssh());
        directory = directory(request);
        boolean isNew = PrivateFiles.claimDirectory(directory);
        SshIdentity made = null;
        try {
            for (String name : List.of(HOME, TMP)) {
                Files.createDirectories(directory.resolve(name));
            }
            hosts = new HostKeyFiles(directory, request.service().ssh(), request.knownHosts());
            made = identity(request.service().ssh().strict());
            if (made != null) {
                SshCommands.write(directory, hosts, made);
            }
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

    /** Name of a session's directory. */
    static String name(String id) {
        return "webpaas-" + id;
    }

    private SshIdentity identity(boolean strict) throws IOException {
        return switch (ssh) {
            case AGENT -> new AgentIdentity(directory, hosts, strict);
            case FILES -> new FileIdentity(directory);
            case NONE -> null;
        };
    }

    NodeSide.Opened opened() {
        return new NodeSide.Opened(directory.toString(), ssh, identity == null ? null : identity.publicLine());
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
        ControlSockets.end(directory);
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

    /**
     * Deletes what is left of a session that this JVM does not know.
     *
     * @return as {@link PrivateFiles#deleteDirectory}
     * @throws IOException if the directory is not that of this session; nothing is deleted then
     */
    static List<String> deleteLeftOver(String id, String directory) throws IOException {
        Path path;
        try {
            path = Path.of(directory);
        } catch (InvalidPathException e) {
            throw new IOException(e);
        }
        boolean isSessions = ID.matcher(id).matches()
                && path.isAbsolute()
                && path.equals(path.normalize())
                && path.endsWith(name(id));
        if (!isSessions) {
            throw new IOException("Nothing was deleted: '" + directory + "' is not the directory of the session " + id);
        }
        ControlSockets.end(path);
        return PrivateFiles.deleteDirectory(path);
    }

    private static SshMode possible(SshMode wanted) {
        return wanted == SshMode.AGENT && !AgentIdentity.isPossible() ? SshMode.FILES : wanted;
    }

    private Path directory(NodeSide.Request request) throws IOException {
        Path base = Path.of(request.base()).toAbsolutePath();
        Path beside = base.resolve(name(request.id()));
        if (isPossible(beside)) {
            Files.createDirectories(base);
            return beside;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        Path instead = temporary.resolve(name(request.id()));
        if (isPossible(instead)) {
            return instead;
        }
        throw new IOException("SSH clients can use neither the path " + beside + " nor " + instead
                + ": either is too long, or has quotes, %, $ or ` in it. Start the node's Java with another directory"
                + " for temporary files, -Djava.io.tmpdir=…");
    }

    private boolean isPossible(Path path) {
        return NodeDirectory.canName(path.toString()) && (ssh != SshMode.AGENT || AgentIdentity.fits(path));
    }
}
