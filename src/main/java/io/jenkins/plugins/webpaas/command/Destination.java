package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The host, port and user of a connection.
 *
 * @param host as the environment names it
 * @param address name or address to connect to
 * @param alias name of the host's key instead of the host's own name and port; null for none
 */
record Destination(String user, String host, String address, int port, String alias) implements Serializable {
    private static final int SSH_PORT = 22;
    private static final List<String> OPTIONS = List.of("hostname", "port", "hostkeyalias");

    /**
     * Applies a service's SSH options to the address of an environment.
     *
     * @throws IOException if the host is not the service's, or an option is one that only {@code ssh} understands
     */
    static Destination of(Service service, String userAtHost) throws IOException {
        String[] parts = userAtHost.split("@", 2);
        String host = parts[1].toLowerCase(Locale.ROOT);
        if (!service.ssh().contains(host)) {
            throw new IOException("The environment's SSH host " + host + " is not a host of " + service.name()
                    + ". If it is one, add its domain to the SSH domains of the service in the system configuration");
        }
        Map<String, String> options = options(service);
        return new Destination(
                parts[0],
                host,
                options.getOrDefault("hostname", host),
                Integer.parseInt(options.getOrDefault("port", String.valueOf(SSH_PORT))),
                options.get("hostkeyalias"));
    }

    /** Reads the options by name. Keeps the first of an option that is there twice, as {@code ssh} does. */
    private static Map<String, String> options(Service service) throws IOException {
        Map<String, String> options = new TreeMap<>();
        for (String line : service.ssh().options()) {
            String[] option = line.split("[ =]+", 2);
            String name = option[0].toLowerCase(Locale.ROOT);
            String value = option[1].strip();
            if (!OPTIONS.contains(name) || value.contains("%") || value.contains("\"")) {
                throw new IOException("The SSH option '" + line + "' of " + service.name()
                        + " is one that only the program ssh understands. On a node that has it, log in to Web PaaS and run"
                        + " ssh \"$WEBPAAS_SSH_URL\" …");
            }
            options.putIfAbsent(name, value);
        }
        return options;
    }

    /** Returns the name of the host's key, as OpenSSH does. */
    String name() {
        return alias == null ? address : alias;
    }

    /** Returns the name of the host's key in {@code known_hosts}. */
    String knownAs() {
        return alias == null && port != SSH_PORT ? "[" + address + "]:" + port : name();
    }

    /** Returns the lines of {@code known_hosts} for this host. A node may send lines for others, which do not count. */
    List<String> ownOf(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(knownAs() + " ")).toList();
    }

    @Override
    public String toString() {
        return user + "@" + host;
    }
}
