package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import java.util.LinkedHashMap;
import java.util.Map;

/** The environment variables by which a node's SSH clients find a session, made from the path of its directory alone. */
public final class ClientVariables {
    /** The socket of the SSH agent that clients ask. */
    public static final String SOCKET = "SSH_AUTH_SOCK";

    /** The socket of the SSH agent that clients asked before: the session's {@code ssh} goes on to ask that one for other hosts. */
    public static final String OUTER_SOCKET = "WEBPAAS_OUTER_SSH_AUTH_SOCK";

    private ClientVariables() {}

    /**
     * The variables for a session whose directory {@link SshCommands} has filled. {@code PATH+WEBPAAS} is Jenkins' way to say
     * "in front of the PATH". Git gets {@code GIT_SSH}, as {@code GIT_SSH_COMMAND} would win over that of Jenkins' git
     * plugin, which carries a key for another host; on Windows, and where no program in the directory can be run, there is nothing that
     * {@code GIT_SSH} could name.
     *
     * @param withAgent whether an SSH agent listens in the directory
     * @param withCommands whether programs in the directory can be run
     */
    public static Map<String, String> of(NodeDirectory directory, boolean withAgent, boolean withCommands) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (withAgent) {
            variables.put(SOCKET, directory.file(SshAgent.SOCKET));
        }
        String config = directory.file(SshCommands.CONFIG);
        String ssh = "ssh -F \"" + (directory.isWindows() ? config.replace('\\', '/') : config) + '"';
        variables.put("WEBPAAS_SSH_CONFIG", config);
        if (directory.isWindows()) {
            variables.put("GIT_SSH_COMMAND", ssh);
        } else if (withCommands) {
            variables.put("GIT_SSH", directory.file(SshCommands.BIN + "/ssh"));
            variables.put("PATH+WEBPAAS", directory.file(SshCommands.BIN));
        } else {
            ssh = "sh \"" + directory.file(SshCommands.BIN + "/ssh") + '"';
            variables.put("GIT_SSH_COMMAND", ssh);
        }
        variables.put("RSYNC_RSH", ssh);
        return variables;
    }
}
