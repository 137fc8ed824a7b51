package io.jenkins.plugins.webpaas.support;

import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The vendor's own CLI (npm package {@code @upsun/cli-linux-x64}) as the CLI of the stand-in: it takes
 * another vendor's {@code config.yaml}. It knows no address but the stand-in's, and writes in the given directory alone.
 */
public final class VendorCli {
    private static final String CONFIGURATION = """
            application:
              name: Stand-in CLI
              slug: standin-cli
              version: 1.0.0
              executable: standin
              env_prefix: STANDIN_CLI_
              user_config_dir: .standin-cli
            updates:
              check: false
            service:
              name: Stand-in
              env_prefix: PLATFORM_
              project_config_dir: .platform
            api:
              base_url: %1$s
              auth_url: %2$s
              oauth2_client_id: platform-cli
              organizations: true
              centralized_permissions: true
              disable_credential_helpers: true
              write_user_ssh_config: false
            detection:
              git_remote_name: standin
              git_domain: standin.test
              site_domains: [standin.test]
            ssh:
              domain_wildcards: ['%3$s']
            """;

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    public VendorCli(Path directory, StandIn standIn) throws IOException {
        this(directory, standIn, standIn.apiUrl(), standIn.authUrl());
    }

    /** Leads to the stand-in by other addresses. */
    public VendorCli(Path directory, StandIn standIn, URI api, URI auth) throws IOException {
        this.directory = directory;
        Path configuration = Files.writeString(
                directory.resolve("config.yaml"), CONFIGURATION.formatted(api, auth, standIn.sshDomain()));
        Path home = Files.createDirectories(directory.resolve("home"));
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        with("CLI_CONFIG_FILE", configuration.toString());
        with("HOME", home.toString());
        with("STANDIN_CLI_HOME", home.toString());
        with("STANDIN_CLI_TMP", temporary.toString());
        with("STANDIN_CLI_NO_INTERACTION", "1");
        with("STANDIN_CLI_TOKEN", StandIn.API_TOKEN);
        with("GIT_CONFIG_NOSYSTEM", "1");
        // With a shell whose name ends in "dash", it may take itself for a hook that must not wait.
        with("SHELL", "/bin/bash");
    }

    /** Sets a variable for all that is run from now on. */
    public VendorCli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Lets it reach the SSH host without help: with the address and the key of the host. */
    public VendorCli withSshHost(StandIn standIn) {
        return with("STANDIN_CLI_SSH_OPTIONS", String.join("\n", standIn.sshOptions()))
                .with("STANDIN_CLI_SSH_HOST_KEYS", standIn.hostKey());
    }

    /** Its home, which is also the user's. */
    public Path home() {
        return directory.resolve("home");
    }

    /** A call of it, in a directory where there is no project. */
    public Command command(String... arguments) {
        List<String> words = new ArrayList<>(List.of("upsun"));
        words.addAll(List.of(arguments));
        return program(words.toArray(String[]::new));
    }

    /** Another program with the same variables. */
    public Command program(String... words) {
        return Command.of(words).with(environment).in(directory);
    }
}
