package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.ssh.KnownHost;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * A command on its way to whoever connects.
 *
 * @param knownHosts keys of the service's hosts
 * @param acceptsUnknownHost whether a host that none of these names may have any key
 * @param timeout null for none
 */
public record Invocation(
        Destination destination,
        List<KnownHost> knownHosts,
        boolean acceptsUnknownHost,
        String line,
        Duration timeout,
        boolean keepsStdout)
        implements Serializable {}
