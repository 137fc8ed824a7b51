package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.service.KeyNames;
import io.jenkins.plugins.webpaas.service.KnownHost;
import java.io.Serializable;
import java.util.List;

/**
 * A service's hosts, with all that a node needs to know of them. Has no method with a class that nodes do not have, because
 * deserialization looks at all methods.
 *
 * @param names under which OpenSSH looks for the hosts' keys
 * @param keys the host keys that the controller knows
 * @param acceptNew whether SSH clients accept the key of a host that they see for the first time
 * @param strict as in {@code SshHosts}
 * @param options as in {@code SshHosts}
 */
public record TrustedHosts(
        KeyNames names, List<KnownHost> keys, boolean acceptNew, boolean strict, List<String> options)
        implements Serializable {}
