package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.client.AgentIdentity;
import io.jenkins.plugins.webpaas.ssh.client.ControlSockets;
import io.jenkins.plugins.webpaas.ssh.client.FileIdentity;
import io.jenkins.plugins.webpaas.ssh.client.HostKeyFiles;
import io.jenkins.plugins.webpaas.ssh.client.PrivateFiles;
import io.jenkins.plugins.webpaas.ssh.client.SshCommands;
import io.jenkins.plugins.webpaas.ssh.client.SshIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One session on its node: a private directory, and in it, unless SSH is not wanted, an identity and what leads to it. */
final class NodeSession {
    /** What the directory has besides: for the vendor's CLI. */
    static final String HOME = "home";

    static final String TMP = "tmp";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]+");

    private final NodeSessionDirectory place;
    private final SshMode ssh;
    private final Path directory;
    private final HostKeyFiles hosts;
    private final SshIdentity identity;

    NodeSession(NodeSide.Request request) throws IOException {
        place = NodeSessionDirectory.claim(Path.of(request.base()), name(request.id()), possible(request.ssh()));
        ssh = place.ssh();
        directory = place.path();
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
            if (place.isNew()) {
                PrivateFiles.deleteDirectory(directory);
            }
            if (e instanceof IOException failure) {
                throw NodeUnusableException.of(directory, failure);
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
        List<String> notes = new ArrayList<>(place.notes());
        if (identity != null) {
            notes.addAll(hosts.notes());
        }
        return new NodeSide.Opened(
                directory.toString(), ssh, identity == null ? null : identity.publicLine(), place.hasCommands(), notes);
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

    private static SshMode possible(SshMode wanted) throws NodeUnusableException {
        if (wanted != SshMode.NONE && SshKeyPair.obstacle() != null) {
            throw new NodeUnusableException(
                    SshKeyPair.obstacle() + ". A block that needs no SSH can do without, with ssh: 'none'");
        }
        return wanted == SshMode.AGENT && !AgentIdentity.isPossible() ? SshMode.FILES : wanted;
    }
}
