package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.service.KnownHost;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * A command on its way to whoever connects.
 *
 * @param knownHosts the known keys of the destination
 * @param acceptsUnknownHost whether the destination may have any key if none is known
 * @param timeout null for none
 */
public record CommandRequest(
        Destination destination,
        List<KnownHost> knownHosts,
        boolean acceptsUnknownHost,
        String line,
        Duration timeout,
        boolean keepsStdout)
        implements Serializable {}
