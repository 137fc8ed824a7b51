package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** The node's half of sessions, as the controller calls it. The private key stays behind it. */
public interface NodeSide {

    /** Where sessions go: the temporary directory beside the workspace, which containers see too. */
    String base();

    /**
     * Makes the session's directory, its key pair, and what clients need to use it. With the id of a session that was open
     * before, the call goes on with that session: with its key where its SSH agent lives; else with a new key, and its SSH clients
     * come here from the first certificate on.
     */
    Opened open(Request request) throws IOException, InterruptedException;

    /**
     * Puts a certificate in the place of the one before.
     *
     * @param certificate one line, as the certifier sent it
     * @param lifetime how long it is valid from now on
     * @return false if this node does not know the session (any more): it was started anew, or reconnected
     */
    boolean install(String id, String certificate, Duration lifetime) throws IOException, InterruptedException;

    /**
     * Ends the session and removes all that it left. Of one that the node does not know (any more), that is its directory, and
     * what the SSH agent's process has; an SSH agent in a JVM that is gone has ended with that JVM.
     *
     * @param directory of the session, as {@link Opened} told
     * @throws IOException if that cannot be the session's; nothing is deleted then
     */
    Closed close(String id, String directory) throws IOException, InterruptedException;

    /** Has a listener hear of an open session, until the session is closed, or the connection to the node is lost. */
    void listen(String id, Listener listener);

    /** Hears of a session on a node. */
    @FunctionalInterface
    interface Listener {
        /** Returns at once. */
        void hear(News news);
    }

    /**
     * News of an open session.
     *
     * @param refusals why the SSH agent refused signatures, each reason once
     * @param loss of what the session needs on the node; the session can be opened again
     */
    record News(String id, List<String> refusals, Loss loss) implements Serializable {}

    /** A thing that a session loses on its node while the session is open. */
    enum Loss {
        NONE,
        /** Another program has deleted the session's directory, or files in it. */
        FILES,
        /** The SSH agent has ended, and the key with it. */
        SSH_AGENT
    }

    /**
     * What the controller asks for.
     *
     * @param id of the session
     * @param base where the session's directory goes
     * @param knownHosts the host keys that the controller knows
     */
    record Request(String id, String base, SshMode ssh, Service service, List<KnownHost> knownHosts)
            implements Serializable {}

    /**
     * What the controller learns of an opened session. Variables for the build are not among it: the controller makes
     * these, as the block may take them to other nodes.
     *
     * @param directory on the node: the {@link Request#base} asked for, or the node's own for temporary files, has it
     * @param ssh as it has become: a node or directory without Unix sockets has {@link SshMode#FILES} for an SSH agent
     * @param publicKey line of {@code authorized_keys} to be certified; null without SSH
     * @param hasCommands whether programs in the directory can be run
     * @param notes what is different on this node, and why; a sentence each
     */
    record Opened(String directory, SshMode ssh, String publicKey, boolean hasCommands, List<String> notes)
            implements Serializable {}

    /**
     * What is left to say when a session is closed.
     *
     * @param seenHosts lines of {@code known_hosts} for hosts that clients saw for the first time
     * @param refusals why the SSH agent refused signatures, each reason once, also those that were told as {@link News}
     * @param left files of the session that could not be deleted, with reasons
     */
    record Closed(List<String> seenHosts, List<String> refusals, List<String> left) implements Serializable {}
}
