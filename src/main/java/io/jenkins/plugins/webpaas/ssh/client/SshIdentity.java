package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A session's key and certificate, as the clients of a node get at them. */
public sealed interface SshIdentity extends AutoCloseable permits ProcessIdentity, AgentIdentity, FileIdentity {

    /** The public key as a line of {@code authorized_keys}. */
    String publicLine();

    /** The {@code ssh_config} options that lead a client to this identity, and to no other. */
    List<String> options();

    /**
     * Takes a certificate for the key, in the place of the one before.
     *
     * @param lifetime how long it is valid from now on
     * @return false if the key is gone, so that the session has to be opened again
     */
    boolean install(Certificate certificate, Duration lifetime) throws IOException;

    /** False if the key is gone, or clients do not find the identity any more, so that the session has to be opened again. */
    boolean isServed();

    /** Why signatures were refused since the last call, each reason once; a phrase each. */
    List<String> takeRefusals();

    /** May be called again. */
    @Override
    void close();
}
