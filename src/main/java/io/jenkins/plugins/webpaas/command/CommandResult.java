package io.jenkins.plugins.webpaas.command;

import java.io.Serializable;
import java.util.List;

/**
 * How a command ended.
 *
 * @param status its exit status; null if it has none
 * @param signal such as {@code KILL}, where one ended it; else null
 * @param refusal why the host did not run it at all; null if it did
 * @param stdout what it wrote, if that was wanted; else null
 * @param seenHosts the host's line of {@code known_hosts}, if its key was not known before
 */
public record CommandResult(Integer status, String signal, HostRefusal refusal, String stdout, List<String> seenHosts)
        implements Serializable {}
