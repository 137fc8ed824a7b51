package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.VendorCliNames;
import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import io.jenkins.plugins.webpaas.ssh.client.SshCommands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The environment variables of sessions (protocol, "The vendor's CLI"). */
public final class SessionVariables {
    /** The prefix that the vendor's documentation uses for every service. */
    private static final String COMMON_CLI_PREFIX = "PLATFORMSH_CLI_";

    static final String PROJECT = "PLATFORM_PROJECT";
    static final String BRANCH = "PLATFORM_BRANCH";
    static final String GIT_URL = "WEBPAAS_GIT_URL";
    static final String SSH_URL = "WEBPAAS_SSH_URL";
    static final String SITE_URL = "WEBPAAS_URL";

    /** The variables of a target's environment. */
    public static final List<String> OF_ENVIRONMENT = List.of(BRANCH, SSH_URL, SITE_URL);

    /** The variables of a session's target, which are the same on each node. */
    static final List<String> OF_TARGET = List.of(PROJECT, BRANCH, GIT_URL, SSH_URL, SITE_URL);

    public static final String SOCKET = "SSH_AUTH_SOCK";

    /** The variable with the socket of the SSH agent from before the session, which the session's {@code ssh} uses for other hosts. */
    public static final String OUTER_SOCKET = "WEBPAAS_OUTER_SSH_AUTH_SOCK";

    public static final String SSH_CONFIG = "WEBPAAS_SSH_CONFIG";

    private SessionVariables() {}

    /**
     * Returns the variables of a session's directory on its node. A home for each session keeps the vendor's CLI from using a login on
     * the node, and from sharing one with other builds.
     */
    static Map<String, String> onNode(CheckedNodeAnswer answer, VendorCliNames cli) {
        SessionDirectory directory = answer.directory();
        Map<String, String> variables = new LinkedHashMap<>();
        for (String prefix : List.of(COMMON_CLI_PREFIX, cli.environmentPrefix())) {
            variables.put(prefix + "HOME", directory.file(NodeSession.HOME));
            variables.put(prefix + "TMP", directory.file(NodeSession.TMP));
            variables.put(prefix + "NO_INTERACTION", "1");
        }
        if (answer.ssh() != SshMode.NONE) {
            variables.putAll(ofClients(directory, answer.ssh() == SshMode.AGENT, answer.hasCommands()));
        }
        return variables;
    }

    /**
     * Returns the variables for a session's directory with the files of {@link SshCommands}. {@code PATH+WEBPAAS} is Jenkins' syntax for
     * "in front of the PATH". Git gets {@code GIT_SSH}, because {@code GIT_SSH_COMMAND} would override the {@code GIT_SSH} of Jenkins'
     * git plugin, which has a key for another host. On Windows, and where the directory's programs cannot be run, there is no program
     * that {@code GIT_SSH} could name.
     *
     * @param withAgent whether an SSH agent listens in the directory
     * @param withCommands whether programs in the directory can be run
     */
    public static Map<String, String> ofClients(SessionDirectory directory, boolean withAgent, boolean withCommands) {
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

    /**
     * Returns the variables of an environment. An address that the environment does not have is left out.
     *
     * @param app null for the first by name
     * @param site address of the environment's site; null if there is none
     */
    public static Map<String, String> ofEnvironment(Environment environment, String app, String site) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(BRANCH, environment.id());
        environment.sshAddress(app, null).ifPresent(address -> variables.put(SSH_URL, address));
        if (site != null && environment.isActive()) {
            variables.put(SITE_URL, site);
        }
        return variables;
    }

    /** Returns the names of the variables of the API token and of the target. */
    public static List<String> ofAccountAndPlace(Service service) {
        return Stream.concat(ofToken(service).stream(), OF_TARGET.stream()).toList();
    }

    /** Returns the names of the variables with the API token: the documented one, and that of the service's own CLI. */
    public static List<String> ofToken(Service service) {
        return Stream.of(COMMON_CLI_PREFIX + "TOKEN", service.cli().environmentPrefix() + "TOKEN")
                .distinct()
                .toList();
    }
}
