package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.service.KnownHost;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * A command for a {@link CommandRunner}.
 *
 * @param knownHosts the known keys of the destination
 * @param acceptsUnknownHost whether to accept any key of the destination if none is known
 * @param line the command line
 * @param timeout null for none
 * @param keepsStdout whether the result has stdout; else the log does
 */
public record CommandRequest(
        Destination destination,
        List<KnownHost> knownHosts,
        boolean acceptsUnknownHost,
        String line,
        Duration timeout,
        boolean keepsStdout)
        implements Serializable {}
