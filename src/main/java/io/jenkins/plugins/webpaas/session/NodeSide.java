package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.ssh.agent.TrustedHosts;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A node's half of sessions, as the controller calls it. No method returns the private key. */
public interface NodeSide {

    /** Returns the directory for sessions: the temporary directory beside the workspace, which containers see too. */
    String base();

    /**
     * Makes the session's directory, its key pair, and the files that clients need. With the id of a session that was open before,
     * goes on with that session. If the session's SSH agent still runs, the session keeps its key. Else it has a new key, and SSH
     * clients use it from the first certificate on.
     */
    Opened open(Request request) throws IOException, InterruptedException;

    /**
     * Replaces the session's certificate.
     *
     * @param certificate one line, as the certifier sent it
     * @param lifetime of the certificate from now on
     * @return false if this node does not know the session, because it was restarted or has reconnected
     */
    boolean install(String id, String certificate, Duration lifetime) throws IOException, InterruptedException;

    /**
     * Ends the session and deletes its files. If the node does not know the session, deletes its directory and its identity in the SSH
     * agent's process. An SSH agent inside an earlier JVM has ended with that JVM.
     *
     * @param directory the session's, as in {@link Opened}
     * @throws IOException if the directory cannot be the session's; nothing is deleted then
     */
    Closed close(String id, String directory) throws IOException, InterruptedException;

    /** Reports news of an open session until the session is closed or the connection to the node is lost. The listener returns at once. */
    void listen(String id, Consumer<News> listener);

    /**
     * News of an open session.
     *
     * @param refusals the reasons for which the SSH agent refused signatures, each once
     * @param loss of a thing that the session needs; opening the session again restores it
     */
    record News(String id, List<String> refusals, Loss loss) implements Serializable {}

    /** A thing that a session loses on its node while the session is open. */
    enum Loss {
        NONE,
        /** Another program deleted the session's directory, or files in it. */
        FILES,
        /** The SSH agent ended, and the key with it. */
        SSH_AGENT
    }

    /**
     * The controller's request for a session.
     *
     * @param base the directory in which the session's directory is made
     */
    record Request(String id, String base, SshMode ssh, TrustedHosts hosts) implements Serializable {}

    /**
     * A node's answer about an opened session. Has no variables for the build: the controller makes these, since it trusts no answer
     * of a node.
     *
     * @param directory the session's, in {@link Request#base} or among the node's temporary files
     * @param ssh the mode of the session: {@link SshMode#FILES} for an SSH agent if there can be no Unix socket
     * @param publicKey the line of {@code authorized_keys} to be certified; null without SSH
     * @param hasCommands whether programs in the directory can be run
     * @param notes sentences about what the session lacks on this node
     */
    record Opened(String directory, SshMode ssh, String publicKey, boolean hasCommands, List<String> notes)
            implements Serializable {}

    /**
     * A node's answer about a closed session.
     *
     * @param seenHosts lines of {@code known_hosts} for hosts that clients saw for the first time
     * @param refusals the reasons for which the SSH agent refused signatures, each once, including those of {@link News}
     * @param undeleted files of the session that could not be deleted, with reasons
     */
    record Closed(List<String> seenHosts, List<String> refusals, List<String> undeleted) implements Serializable {}
}
