package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code ssh_config} of a session: for the service's hosts, the session's identity and no other, and host keys that
 * are always checked; for all other hosts, what the node's user and system have configured.
 */
final class SshConfig {
    private final StringBuilder text = new StringBuilder();

    private SshConfig() {}

    /**
     * @param identity the options by which a client finds the session's key
     * @param known the keys that are known from the start
     * @param files where those are, and where ssh adds the key of a host that it sees for the first time
     * @param remember whether ssh accepts the key of such a host
     */
    static String of(
            SshHosts hosts, List<String> identity, List<KnownHost> known, HostKeyFiles files, boolean remember) {
        SshConfig config = new SshConfig();
        if (remember) {
            // "accept-new" alone would take a key of another type for a host whose key is known. A block for each line:
            // in one for all, what a line excludes ("!") would be excluded from the others too.
            known.stream()
                    .map(host -> String.join(",", hosts.keyNames().hosts(host)))
                    .distinct()
                    .forEach(names -> config.block(names, List.of("StrictHostKeyChecking yes")));
        }
        // ssh takes the first value of an option: what is set here cannot be changed by the service's own options
        // below.
        List<String> options = new ArrayList<>(identity);
        options.addAll(List.of(
                "PreferredAuthentications publickey",
                "BatchMode yes",
                "StrictHostKeyChecking " + (remember ? "accept-new" : "yes"),
                "UserKnownHostsFile " + files.files(),
                // The vendor's CLI names files of its own in the place of the user's.
                "GlobalKnownHostsFile " + quote(files.known()),
                "HashKnownHosts no",
                "UpdateHostKeys no",
                "VerifyHostKeyDNS no",
                "CheckHostIP no",
                "NoHostAuthenticationForLocalhost no",
                "CanonicalizeHostname no",
                "ForwardAgent no",
                "ControlPath none",
                // With this variable the service's git host does not keep a push waiting for its deployment.
                "SendEnv PLATFORMSH_PUSH_NO_WAIT"));
        options.addAll(hosts.options());
        config.block(String.join(",", hosts.domains()), options);
        config.block(
                "*,!" + String.join(",!", hosts.domains()),
                List.of("Include ~/.ssh/config", "Include /etc/ssh/ssh_config"));
        return config.text.toString();
    }

    /** The options by which a client finds the identity in the SSH agent of a session's directory. */
    static List<String> agentOptions(Path directory) {
        return List.of("IdentityAgent " + quote(directory.resolve(SshAgent.SOCKET)), "IdentityFile none");
    }

    static String quote(Path path) {
        return '"' + path.toString().replace(File.separatorChar, '/') + '"';
    }

    /** "Host" would not be for what is typed in capital letters; this is, as known_hosts is. */
    private void block(String hosts, List<String> options) {
        text.append("Match originalhost ").append(hosts).append('\n');
        options.forEach(option -> text.append("    ").append(option).append('\n'));
    }
}
