package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import java.util.LinkedHashMap;
import java.util.Map;

/** The environment variables with which SSH clients on a node find a session. */
public final class ClientVariables {
    /** The variable with the socket of the SSH agent. */
    public static final String SOCKET = "SSH_AUTH_SOCK";

    /** The variable with the socket of the SSH agent from before the session, which the session's {@code ssh} uses for other hosts. */
    public static final String OUTER_SOCKET = "WEBPAAS_OUTER_SSH_AUTH_SOCK";

    /** The variable with the path of the session's {@code ssh_config}. */
    public static final String SSH_CONFIG = "WEBPAAS_SSH_CONFIG";

    private ClientVariables() {}

    /**
     * Returns the variables for a session's directory with the files of {@link SshCommands}. {@code PATH+WEBPAAS} is Jenkins' syntax for
     * "in front of the PATH". Git gets {@code GIT_SSH}, because {@code GIT_SSH_COMMAND} would override the {@code GIT_SSH} of Jenkins'
     * git plugin, which has a key for another host. On Windows, and where the directory's programs cannot be run, there is no program
     * that {@code GIT_SSH} could name.
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
        variables.put(SSH_CONFIG, config);
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
