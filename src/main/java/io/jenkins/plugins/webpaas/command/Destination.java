package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.service.Service;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where to connect, and as whom.
 *
 * @param host as the environment has it
 * @param address name or address to connect to
 * @param alias name under which the host's key is known instead of its own, whatever the port; null for none
 */
record Destination(String user, String host, String address, int port, String alias) implements Serializable {
    private static final int SSH_PORT = 22;
    private static final List<String> OPTIONS = List.of("hostname", "port", "hostkeyalias");

    /**
     * By a service's own options.
     *
     * @param userAtHost as an environment has it
     * @throws CommandException if it leads away from the service, or by way of an option that only {@code ssh} has
     */
    static Destination of(Service service, String userAtHost) throws CommandException {
        String[] parts = userAtHost.split("@", 2);
        String host = parts[1].toLowerCase(Locale.ROOT);
        if (!service.ssh().contains(host)) {
            throw new CommandException("The environment's SSH host " + host + " is none of " + service.name()
                    + ". If it is, add its domain to the SSH domains of the service in the system configuration");
        }
        Map<String, String> options = options(service);
        return new Destination(
                parts[0],
                host,
                options.getOrDefault("hostname", host),
                Integer.parseInt(options.getOrDefault("port", String.valueOf(SSH_PORT))),
                options.get("hostkeyalias"));
    }

    /** Of an option that is there twice, ssh takes the first. */
    private static Map<String, String> options(Service service) throws CommandException {
        Map<String, String> options = new TreeMap<>();
        for (String line : service.ssh().options()) {
            String[] option = line.split("[ =]+", 2);
            String name = option[0].toLowerCase(Locale.ROOT);
            String value = option[1].strip();
            if (!OPTIONS.contains(name) || value.contains("%") || value.contains("\"")) {
                throw new CommandException("The SSH option '" + line + "' of " + service.name()
                        + " is one that only the program ssh understands. On a node that has it, log in to Web PaaS and run"
                        + " ssh \"$WEBPAAS_SSH_URL\" …");
            }
            options.putIfAbsent(name, value);
        }
        return options;
    }

    /** The name of the host's key, as OpenSSH has it. */
    String name() {
        return alias == null ? address : alias;
    }

    /** For {@code known_hosts}. */
    String knownAs() {
        return alias == null && port != SSH_PORT ? "[" + address + "]:" + port : name();
    }

    /** The lines of {@code known_hosts} that are of this host's key. A node may have written the lines, so the others count for nothing. */
    List<String> ownOf(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(knownAs() + " ")).toList();
    }

    /** For people. */
    @Override
    public String toString() {
        return user + "@" + host;
    }
}
