package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.service.KeyNames;
import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import java.io.Serializable;
import java.util.List;

/**
 * A service's hosts, with all that a node needs to know of them.
 *
 * @param names under which OpenSSH looks for the hosts' keys
 * @param keys the host keys that the controller knows
 * @param acceptNew whether SSH clients accept the key of a host that they see for the first time
 * @param strict as in {@link SshHosts}
 * @param options as in {@link SshHosts}
 */
public record TrustedHosts(
        KeyNames names, List<KnownHost> keys, boolean acceptNew, boolean strict, List<String> options)
        implements Serializable {

    public static TrustedHosts of(SshHosts hosts, List<KnownHost> keys) {
        return new TrustedHosts(
                hosts.keyNames(),
                List.copyOf(keys),
                hosts.unknownHosts() == UnknownHosts.REMEMBER,
                hosts.strict(),
                hosts.options());
    }

    /** Returns the domains as in {@link SshHosts}. */
    public List<String> domains() {
        return names.domains();
    }
}
