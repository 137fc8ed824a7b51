package io.jenkins.plugins.webpaas.ssh.client;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the clients of a node apply a session's {@code ssh_config}. No environment variable tells plain {@code ssh} where
 * its configuration is, so a directory on the {@code PATH} has an {@code ssh}, {@code scp} and {@code sftp} that do.
 */
public final class SshCommands {
    /**
     * Leaves out of the {@code PATH} each directory in which this very script is found, however it is written there, so that
     * the script never calls itself.
     */
    private static final String SCRIPT = """
            path=
            set -f
            IFS=:
            for directory in $PATH; do
                [ "${directory:-.}/$program" -ef "$0" ] || path="$path${path:+:}${directory:-.}"
            done
            unset IFS
            set +f
            PATH="${path:-/usr/bin:/bin}"
            exec "$program" -F "$config" "$@"
            """;

    private final Path config;
    private final Path bin;

    public SshCommands(Path directory, HostKeyFiles hosts, SshIdentity identity) throws IOException {
        config = directory.resolve("ssh_config");
        bin = directory.resolve("bin");
        PrivateFiles.write(config, hosts.config(identity));
        if (File.separatorChar == '/') {
            Files.createDirectories(bin);
            for (String command : List.of("ssh", "scp", "sftp")) {
                PrivateFiles.writeExecutable(bin.resolve(command), script(command));
            }
        }
    }

    /** Whether {@code ssh_config}, a shell and rsync all take this directory's name as it is. */
    public static boolean canName(Path directory) {
        return directory.toString().chars().noneMatch(c -> "\"'%$`\n".indexOf(c) >= 0);
    }

    /**
     * Environment variables; {@code PATH+WEBPAAS} is Jenkins' way to say "in front of the PATH". Git gets {@code GIT_SSH},
     * as {@code GIT_SSH_COMMAND} would win over that of Jenkins' git plugin, which carries a key for another host.
     */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("WEBPAAS_SSH_CONFIG", config.toString());
        environment.put("RSYNC_RSH", "ssh -F " + SshConfig.quote(config));
        if (Files.exists(bin)) {
            environment.put("GIT_SSH", bin.resolve("ssh").toString());
            environment.put("PATH+WEBPAAS", bin.toString());
        } else {
            environment.put("GIT_SSH_COMMAND", "ssh -F " + SshConfig.quote(config));
        }
        return environment;
    }

    /** The paths are in variables, and nothing is ever replaced in the text of the script. */
    private String script(String command) {
        return "#!/bin/sh\n# " + command + " with the configuration of this build's Web PaaS session\n" + "program="
                + quote(command) + "\nconfig=" + quote(config.toString()) + '\n' + SCRIPT;
    }

    /** For a shell; only {@code '} ends such a text. */
    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
