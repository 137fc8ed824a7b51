package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.service.Service;
import java.util.List;
import java.util.stream.Stream;

/** Names of the environment variables that carry secrets, or that the vendor's clients read (protocol sections 1 and 9). */
public final class SessionVariables {
    /** The prefix that the vendor's documentation uses for every service. */
    static final String COMMON_CLI_PREFIX = "PLATFORMSH_CLI_";

    private SessionVariables() {}

    /** The variables that take the API token: the documented one, and that of the service's own CLI. */
    public static List<String> ofToken(Service service) {
        return Stream.of(COMMON_CLI_PREFIX + "TOKEN", service.cli().variable("TOKEN"))
                .distinct()
                .toList();
    }
}
