package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.VendorCliNames;
import io.jenkins.plugins.webpaas.ssh.client.ClientVariables;
import io.jenkins.plugins.webpaas.ssh.client.NodeDirectory;
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

    private SessionVariables() {}

    /**
     * Returns the variables of a session's directory on its node. A home for each session keeps the vendor's CLI from using a login on
     * the node, and from sharing one with other builds.
     */
    static Map<String, String> onNode(CheckedNodeAnswer answer, VendorCliNames cli) {
        NodeDirectory directory = answer.directory();
        Map<String, String> variables = new LinkedHashMap<>();
        for (String prefix : List.of(COMMON_CLI_PREFIX, cli.environmentPrefix())) {
            variables.put(prefix + "HOME", directory.file(NodeSession.HOME));
            variables.put(prefix + "TMP", directory.file(NodeSession.TMP));
            variables.put(prefix + "NO_INTERACTION", "1");
        }
        if (answer.ssh() != SshMode.NONE) {
            variables.putAll(ClientVariables.of(directory, answer.ssh() == SshMode.AGENT, answer.hasCommands()));
        }
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
        environment.sshAddress(app).ifPresent(address -> variables.put(SSH_URL, address));
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
        return Stream.of(COMMON_CLI_PREFIX + "TOKEN", service.cli().variable("TOKEN"))
                .distinct()
                .toList();
    }
}
