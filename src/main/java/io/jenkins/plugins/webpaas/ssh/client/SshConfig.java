package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import io.jenkins.plugins.webpaas.ssh.agent.TrustedHosts;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code ssh_config} of a session. The service's hosts get only the session's identity, and their keys are always checked. All
 * other hosts get the configuration of the node's user and system.
 */
final class SshConfig {
    private final StringBuilder text = new StringBuilder();

    private SshConfig() {}

    /** @param identity the options with which a client finds the session's key */
    static String of(HostKeyFiles files, List<String> identity) {
        SshConfig config = new SshConfig();
        TrustedHosts hosts = files.trusted();
        boolean acceptsNewHosts = files.acceptNewHosts();
        if (acceptsNewHosts) {
            // "accept-new" alone would accept a key of another type for a host with a known key. Each line gets a block
            // of its own: in a common block, the exclusions ("!") of one line would hold for the other lines too.
            hosts.keys().stream()
                    .map(host -> String.join(",", hosts.names().hosts(host)))
                    .distinct()
                    .forEach(names -> config.block(names, List.of("StrictHostKeyChecking yes")));
        }
        // ssh takes the first value of an option, so the service's own options below cannot change these.
        List<String> options = new ArrayList<>(identity);
        options.addAll(List.of(
                "PreferredAuthentications publickey",
                "BatchMode yes",
                "StrictHostKeyChecking " + (acceptsNewHosts ? "accept-new" : "yes"),
                "UserKnownHostsFile " + files.userKnownHostsFiles(),
                // The vendor's CLI overrides UserKnownHostsFile.
                "GlobalKnownHostsFile " + quote(files.knownFile()),
                "HashKnownHosts no",
                "UpdateHostKeys no",
                "VerifyHostKeyDNS no",
                "CheckHostIP no",
                "NoHostAuthenticationForLocalhost no",
                "CanonicalizeHostname no",
                "ForwardAgent no",
                "ControlPath none",
                // This variable makes the service's git host end a push before the deployment.
                "SendEnv PLATFORMSH_PUSH_NO_WAIT"));
        options.addAll(hosts.options());
        config.block(String.join(",", hosts.domains()), options);
        config.block(
                "*,!" + String.join(",!", hosts.domains()),
                List.of("Include ~/.ssh/config", "Include /etc/ssh/ssh_config"));
        return config.text.toString();
    }

    /** Returns the options with which a client finds the identity in the SSH agent of a session's directory. */
    static List<String> agentOptions(Path directory) {
        return List.of("IdentityAgent " + quote(directory.resolve(SshAgent.SOCKET)), "IdentityFile none");
    }

    static String quote(Path path) {
        return '"' + path.toString().replace(File.separatorChar, '/') + '"';
    }

    /** Adds a block for hosts. "Match originalhost" ignores case like known_hosts; "Host" does not. */
    private void block(String hosts, List<String> options) {
        text.append("Match originalhost ").append(hosts).append('\n');
        options.forEach(option -> text.append("    ").append(option).append('\n'));
    }
}
