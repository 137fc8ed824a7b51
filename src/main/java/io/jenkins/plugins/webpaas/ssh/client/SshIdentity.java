package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A session's key and certificate, in the form that SSH clients on the node use. */
public sealed interface SshIdentity extends AutoCloseable permits ProcessIdentity, AgentIdentity, FileIdentity {

    /** Returns the public key as a line of {@code authorized_keys}. */
    String publicLine();

    /** Returns the {@code ssh_config} options with which a client uses this identity alone: by default, the SSH agent in the session's directory. */
    default List<String> options(Path directory) {
        return List.of("IdentityAgent " + SshConfig.quote(directory.resolve(SshAgent.SOCKET)), "IdentityFile none");
    }

    /**
     * Sets or replaces the certificate of the key.
     *
     * @param lifetime validity of the certificate from now on
     * @return false if the key is lost, so that the session has to be opened again
     */
    boolean install(Certificate certificate, Duration lifetime) throws IOException;

    /** Tells whether clients can use the identity; if not, the session has to be opened again. Files serve as long as they are there. */
    default boolean isServed() {
        return hasFiles();
    }

    /** Tells whether the files are there with which clients find the identity. The socket of an SSH agent that has ended does not count. */
    boolean hasFiles();

    /** Returns the reasons of refused signatures since the last call, each reason once, as phrases. */
    default List<String> takeRefusals() {
        return List.of();
    }

    /** Ends the use of the identity. Further calls have no effect. Files go with the session's directory. */
    @Override
    default void close() {}
}
