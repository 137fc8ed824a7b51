package io.jenkins.plugins.webpaas.command;

import java.io.Serializable;
import java.util.List;

/**
 * The end of a command.
 *
 * @param status the exit status; null if there is none
 * @param signal the signal that ended the command, such as {@code KILL}; else null
 * @param refusal the host's refusal to run the command; null if it ran
 * @param stdout the command's output; null unless the request keeps it
 * @param seenHosts the host's line of {@code known_hosts}, if its key was not known
 */
public record CommandResult(Integer status, String signal, HostRefusal refusal, String stdout, List<String> seenHosts)
        implements Serializable {}
