package io.jenkins.plugins.webpaas.ssh.client;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the clients of a node apply a session's {@code ssh_config}. No environment variable tells plain {@code ssh} where
 * its configuration is, so a directory on the {@code PATH} has an {@code ssh}, {@code scp} and {@code sftp} that do.
 */
public final class SshCommands {
    static final String CONFIG = "ssh_config";
    static final String BIN = "bin";

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
            # The vendor's CLI names known_hosts files of its own. With those, ssh adds a key to the user's file that it sees first.
            # For the service's hosts the session's files come before them.
            case "$program $*" in
                ssh\\ *[Kk]nown[Hh]osts[Ff]ile*)
                    if ssh -G -F "$config" "$@" 2>/dev/null | grep -qxF "globalknownhostsfile $known"; then
                        set -- -o "UserKnownHostsFile=$files" "$@"
                    fi
            esac
            exec "$program" -F "$config" "$@"
            """;

    private SshCommands() {}

    /** Writes the configuration, and where scripts can be commands, these. */
    public static void write(Path directory, HostKeyFiles hosts, SshIdentity identity) throws IOException {
        Path config = directory.resolve(CONFIG);
        PrivateFiles.write(config, hosts.config(identity));
        if (File.separatorChar == '/') {
            Path bin = Files.createDirectories(directory.resolve(BIN));
            for (String command : List.of("ssh", "scp", "sftp")) {
                PrivateFiles.writeExecutable(bin.resolve(command), script(command, config, hosts));
            }
        }
    }

    /** The paths are in variables, and nothing is ever replaced in the text of the script. */
    private static String script(String command, Path config, HostKeyFiles hosts) {
        return "#!/bin/sh\n# " + command + " with the configuration of this build's Web PaaS session\n"
                + variable("program", command)
                + variable("config", config.toString())
                + variable("known", hosts.known().toString())
                + variable("files", hosts.files())
                + SCRIPT;
    }

    private static String variable(String name, String value) {
        return name + "=" + quote(value) + '\n';
    }

    /** For a shell; only {@code '} ends such a text. */
    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
