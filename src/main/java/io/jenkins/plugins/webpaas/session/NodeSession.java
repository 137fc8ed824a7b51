package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.agent.TrustedHosts;
import io.jenkins.plugins.webpaas.ssh.client.AgentIdentity;
import io.jenkins.plugins.webpaas.ssh.client.ControlSockets;
import io.jenkins.plugins.webpaas.ssh.client.FileIdentity;
import io.jenkins.plugins.webpaas.ssh.client.PrivateFiles;
import io.jenkins.plugins.webpaas.ssh.client.ProcessIdentity;
import io.jenkins.plugins.webpaas.ssh.client.SshCommands;
import io.jenkins.plugins.webpaas.ssh.client.SshConfig;
import io.jenkins.plugins.webpaas.ssh.client.SshIdentity;
import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A session on its node: a private directory with the vendor CLI's home and, unless the mode is NONE, the files of SSH clients. */
final class NodeSession {
    /** The subdirectories for the vendor's CLI. */
    static final String HOME = "home";

    static final String TMP = "tmp";

    private static final Logger LOGGER = Logger.getLogger(NodeSession.class.getName());
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]+");

    private final NodeSessionDirectory location;
    private final SshMode ssh;
    private final Path directory;
    private final SshConfig config;
    private final SshIdentity identity;

    /** The reason why the SSH agent runs in this JVM, a phrase; null if it does not, or there is none. */
    private String processFailure;

    /** All refusals of the session; the last news of them may not have reached the controller. */
    private final Set<String> refusals = new LinkedHashSet<>();

    private boolean isLossReported;

    NodeSession(NodeSide.Request request) throws IOException {
        SshMode usableMode = usableMode(request.ssh());
        if (usableMode == SshMode.AGENT) {
            ProcessIdentity.prepare();
        }
        location = NodeSessionDirectory.claim(Path.of(request.base()), name(request.id()), usableMode);
        ssh = location.ssh();
        directory = location.path();
        SshIdentity newIdentity = null;
        try {
            for (String name : List.of(HOME, TMP)) {
                Files.createDirectories(directory.resolve(name));
            }
            config = new SshConfig(directory, request.hosts());
            newIdentity = identity(request);
            if (newIdentity != null) {
                SshCommands.write(directory, config, newIdentity);
            }
        } catch (IOException | RuntimeException e) {
            if (location.isNew()) {
                if (newIdentity != null) {
                    newIdentity.close();
                }
                PrivateFiles.deleteDirectory(directory);
            }
            if (e instanceof IOException failure) {
                throw NodeUnusableException.of(directory, failure);
            }
            throw e;
        }
        identity = newIdentity;
    }

    /** Returns the name of a session's directory. */
    static String name(String id) {
        return "webpaas-" + id;
    }

    private SshIdentity identity(NodeSide.Request request) throws IOException {
        return switch (ssh) {
            case AGENT -> agent(request.hosts());
            case FILES -> new FileIdentity(directory);
            case NONE -> null;
        };
    }

    private SshIdentity agent(TrustedHosts trusted) throws IOException {
        try {
            return new ProcessIdentity(directory, trusted);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The SSH agent cannot be a process of its own", e);
            processFailure = e.getMessage();
            return new AgentIdentity(directory, config.hosts(), trusted.strict());
        }
    }

    NodeSide.Opened opened() {
        List<String> notes = new ArrayList<>(location.notes());
        if (processFailure != null) {
            notes.add(
                    "The SSH agent is inside the node's Java and ends with it: while the node or Jenkins restarts, SSH clients"
                            + " cannot log in. The SSH agent could not be a process of its own: " + processFailure
                            + ".");
        }
        if (identity != null) {
            notes.addAll(config.notes());
        }
        return new NodeSide.Opened(
                directory.toString(),
                ssh,
                identity == null ? null : identity.publicLine(),
                location.hasCommands(),
                notes);
    }

    boolean install(String certificate, Duration lifetime) throws IOException {
        return identity == null || identity.install(Certificate.parse(certificate), lifetime);
    }

    /** Returns the identity if the SSH agent's process has it; else empty. */
    Stream<ProcessIdentity> processIdentity() {
        return identity instanceof ProcessIdentity process ? Stream.of(process) : Stream.empty();
    }

    /** Returns the news since the last call, as of the last {@link ProcessIdentity#ask}; null for none. Reports a loss once. */
    synchronized NodeSide.News takeNews(String id) {
        NodeSide.Loss loss = isLossReported ? NodeSide.Loss.NONE : loss();
        List<String> newRefusals = identity == null ? List.of() : identity.takeRefusals();
        refusals.addAll(newRefusals);
        if (loss == NodeSide.Loss.NONE && newRefusals.isEmpty()) {
            return null;
        }
        isLossReported |= loss != NodeSide.Loss.NONE;
        return new NodeSide.News(id, List.copyOf(newRefusals), loss);
    }

    private NodeSide.Loss loss() {
        // Files may be being deleted, so the identity is looked at before the other files.
        boolean isServed = identity == null || identity.isServed();
        boolean hasFiles = identity == null || identity.hasFiles() && SshCommands.areIn(directory);
        if (!hasFiles || !Files.exists(directory.resolve(HOME))) {
            return NodeSide.Loss.FILES;
        }
        return isServed ? NodeSide.Loss.NONE : NodeSide.Loss.SSH_AGENT;
    }

    synchronized NodeSide.Closed close() throws IOException {
        List<String> seenHosts;
        List<String> undeleted;
        ControlSockets.end(directory);
        try {
            if (identity != null) {
                identity.close();
                refusals.addAll(identity.takeRefusals());
            }
            seenHosts = config.hosts().seen();
        } finally {
            undeleted = PrivateFiles.deleteDirectory(directory);
        }
        return new NodeSide.Closed(seenHosts, List.copyOf(refusals), undeleted);
    }

    /**
     * Ends a session that this JVM does not know, and deletes its files.
     *
     * @throws IOException if the directory is not this session's; nothing is deleted then
     */
    static NodeSide.Closed closeUnknown(String id, String directory) throws IOException {
        Path path;
        try {
            path = Path.of(directory);
        } catch (InvalidPathException e) {
            throw new IOException(e);
        }
        boolean isSessionDirectory = ID.matcher(id).matches()
                && path.isAbsolute()
                && path.equals(path.normalize())
                && path.endsWith(name(id));
        if (!isSessionDirectory) {
            throw new IOException("Nothing was deleted: '" + directory + "' is not the directory of the session " + id);
        }
        ControlSockets.end(path);
        List<String> refusals = ProcessIdentity.close(path);
        return new NodeSide.Closed(List.of(), refusals, PrivateFiles.deleteDirectory(path));
    }

    private static SshMode usableMode(SshMode requested) throws NodeUnusableException {
        if (requested != SshMode.NONE && SshKeyPair.obstacle() != null) {
            throw new NodeUnusableException(
                    SshKeyPair.obstacle() + ". If the build needs no SSH, set ssh: 'none', or No SSH in a form");
        }
        return requested == SshMode.AGENT && !PrivateSocket.isPossible() ? SshMode.FILES : requested;
    }
}
