package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.client.AgentIdentity;
import io.jenkins.plugins.webpaas.ssh.client.ControlSockets;
import io.jenkins.plugins.webpaas.ssh.client.FileIdentity;
import io.jenkins.plugins.webpaas.ssh.client.HostKeyFiles;
import io.jenkins.plugins.webpaas.ssh.client.PrivateFiles;
import io.jenkins.plugins.webpaas.ssh.client.ProcessIdentity;
import io.jenkins.plugins.webpaas.ssh.client.SshCommands;
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

/** One session on its node: a private directory, and in it, unless SSH is not wanted, an identity and what leads to it. */
final class NodeSession {
    /** What the directory has besides: for the vendor's CLI. */
    static final String HOME = "home";

    static final String TMP = "tmp";

    private static final Logger LOGGER = Logger.getLogger(NodeSession.class.getName());
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]+");

    private final NodeSessionDirectory place;
    private final SshMode ssh;
    private final Path directory;
    private final HostKeyFiles hosts;
    private final SshIdentity identity;

    /** The reason why the SSH agent is no process of its own, a phrase; null if it is one, or there is none. */
    private String noProcess;

    /** All of the session, as those that were told last may not have reached the controller. */
    private final Set<String> refusals = new LinkedHashSet<>();

    private boolean isLossTold;

    NodeSession(NodeSide.Request request) throws IOException {
        SshMode possible = possible(request.ssh());
        if (possible == SshMode.AGENT) {
            ProcessIdentity.prepare();
        }
        place = NodeSessionDirectory.claim(Path.of(request.base()), name(request.id()), possible);
        ssh = place.ssh();
        directory = place.path();
        SshIdentity made = null;
        try {
            for (String name : List.of(HOME, TMP)) {
                Files.createDirectories(directory.resolve(name));
            }
            hosts = new HostKeyFiles(directory, request.service().ssh(), request.knownHosts());
            made = identity(request);
            if (made != null) {
                SshCommands.write(directory, hosts, made);
            }
        } catch (IOException | RuntimeException e) {
            if (place.isNew()) {
                if (made != null) {
                    made.close();
                }
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

    private SshIdentity identity(NodeSide.Request request) throws IOException {
        return switch (ssh) {
            case AGENT -> agent(request.service().ssh(), request.knownHosts());
            case FILES -> new FileIdentity(directory);
            case NONE -> null;
        };
    }

    private SshIdentity agent(SshHosts service, List<KnownHost> known) throws IOException {
        try {
            return new ProcessIdentity(directory, service, known);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The SSH agent cannot be a process of its own", e);
            noProcess = e.getMessage();
            return new AgentIdentity(directory, hosts.hosts(), service.strict());
        }
    }

    NodeSide.Opened opened() {
        List<String> notes = new ArrayList<>(place.notes());
        if (noProcess != null) {
            notes.add(
                    "The SSH agent is inside the node's Java and ends with that: while the node or Jenkins restarts, SSH clients"
                            + " cannot log in. The SSH agent could not be a process of its own: " + noProcess + ".");
        }
        if (identity != null) {
            notes.addAll(hosts.notes());
        }
        return new NodeSide.Opened(
                directory.toString(), ssh, identity == null ? null : identity.publicLine(), place.hasCommands(), notes);
    }

    boolean install(String certificate, Duration lifetime) throws IOException {
        return identity == null || identity.install(Certificate.parse(certificate), lifetime);
    }

    /** The identity, if it is in the SSH agent's process. */
    Stream<ProcessIdentity> inProcess() {
        return identity instanceof ProcessIdentity inProcess ? Stream.of(inProcess) : Stream.empty();
    }

    /** Gets the news since the last call, as far as {@link ProcessIdentity#ask} knows; null for none. A loss is told once. */
    synchronized NodeSide.News look(String id) {
        NodeSide.Loss loss = isLossTold ? NodeSide.Loss.NONE : loss();
        List<String> fresh = identity == null ? List.of() : identity.takeRefusals();
        refusals.addAll(fresh);
        if (loss == NodeSide.Loss.NONE && fresh.isEmpty()) {
            return null;
        }
        isLossTold |= loss != NodeSide.Loss.NONE;
        return new NodeSide.News(id, List.copyOf(fresh), loss);
    }

    private NodeSide.Loss loss() {
        boolean isServed = identity == null || identity.isServed();
        if (!Files.exists(directory.resolve(HOME)) || identity != null && !SshCommands.areIn(directory)) {
            return NodeSide.Loss.FILES;
        }
        return isServed ? NodeSide.Loss.NONE : NodeSide.Loss.SSH_AGENT;
    }

    synchronized NodeSide.Closed close() throws IOException {
        List<String> seenHosts;
        List<String> left;
        ControlSockets.end(directory);
        try {
            if (identity != null) {
                identity.close();
                refusals.addAll(identity.takeRefusals());
            }
            seenHosts = hosts.hosts().seen();
        } finally {
            left = PrivateFiles.deleteDirectory(directory);
        }
        return new NodeSide.Closed(seenHosts, List.copyOf(refusals), left);
    }

    /**
     * Ends a session that this JVM does not know, and deletes what is left of it.
     *
     * @throws IOException if the directory is not that of this session; nothing is deleted then
     */
    static NodeSide.Closed closeLeftOver(String id, String directory) throws IOException {
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
        List<String> refusals = ProcessIdentity.close(path);
        return new NodeSide.Closed(List.of(), refusals, PrivateFiles.deleteDirectory(path));
    }

    private static SshMode possible(SshMode wanted) throws NodeUnusableException {
        if (wanted != SshMode.NONE && SshKeyPair.obstacle() != null) {
            throw new NodeUnusableException(SshKeyPair.obstacle()
                    + ". A build that needs no SSH can do without: ssh: 'none', or No SSH in a form");
        }
        return wanted == SshMode.AGENT && !PrivateSocket.isPossible() ? SshMode.FILES : wanted;
    }
}
