package io.jenkins.plugins.webpaas.ssh.process;

import io.jenkins.plugins.webpaas.ssh.socket.FrameLimits;

/**
 * The message numbers and limits of the protocol between a node's JVM and the SSH agent's process. Both ends run the same version of
 * the plugin, so there is no negotiation.
 */
final class ControlMessage {
    static final int OPEN = 1;
    static final int INSTALL = 2;
    static final int REFUSALS = 3;
    static final int CLOSE = 4;

    static final int DONE = 1;
    static final int UNKNOWN_SESSION = 2;
    static final int FAILED = 3;

    /** The limits allow some thousand host keys. */
    static final FrameLimits LIMITS = new FrameLimits(2 * 1024 * 1024, 4 * 1024 * 1024);

    private ControlMessage() {}
}
