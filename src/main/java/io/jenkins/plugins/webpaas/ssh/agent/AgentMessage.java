package io.jenkins.plugins.webpaas.ssh.agent;

/** The message numbers of the SSH agent protocol (draft-ietf-sshm-ssh-agent, section 6.1) that this SSH agent supports. */
final class AgentMessage {
    static final int FAILURE = 5;
    static final int SUCCESS = 6;
    static final int REQUEST_IDENTITIES = 11;
    static final int IDENTITIES_ANSWER = 12;
    static final int SIGN_REQUEST = 13;
    static final int SIGN_RESPONSE = 14;
    static final int EXTENSION = 27;

    private AgentMessage() {}
}
