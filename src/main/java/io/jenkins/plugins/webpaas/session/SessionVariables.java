package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.service.Service;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of environment variables; the vendor's clients read those of the token and {@code PLATFORM_…} (protocol sections 1, 9). */
public final class SessionVariables {
    /** The prefix that the vendor's documentation uses for every service. */
    static final String COMMON_CLI_PREFIX = "PLATFORMSH_CLI_";

    static final String PROJECT = "PLATFORM_PROJECT";
    static final String BRANCH = "PLATFORM_BRANCH";
    static final String GIT_URL = "WEBPAAS_GIT_URL";
    static final String SSH_URL = "WEBPAAS_SSH_URL";

    private static final List<String> OF_CLI = List.of("HOME", "TMP", "NO_INTERACTION");
    private static final List<String> OF_SSH =
            List.of("SSH_AUTH_SOCK", "WEBPAAS_SSH_CONFIG", "GIT_SSH", "GIT_SSH_COMMAND", "RSYNC_RSH", "PATH+WEBPAAS");

    private SessionVariables() {}

    /** The variables that a node may set, for itself and for other nodes that the block enters. */
    static Set<String> ofNode(Service service) {
        Stream<String> ofCli = Stream.of(COMMON_CLI_PREFIX, service.cli().environmentPrefix())
                .flatMap(prefix -> OF_CLI.stream().map(prefix::concat));
        return Stream.concat(ofCli, OF_SSH.stream()).collect(Collectors.toSet());
    }

    /** The variables that say whose the session is, and what it is about: those of the token, and those of the place. */
    public static List<String> ofAccountAndPlace(Service service) {
        return Stream.concat(ofToken(service).stream(), Stream.of(PROJECT, BRANCH, GIT_URL, SSH_URL))
                .toList();
    }

    /** The variables that take the API token: the documented one, and that of the service's own CLI. */
    public static List<String> ofToken(Service service) {
        return Stream.of(COMMON_CLI_PREFIX + "TOKEN", service.cli().variable("TOKEN"))
                .distinct()
                .toList();
    }
}
