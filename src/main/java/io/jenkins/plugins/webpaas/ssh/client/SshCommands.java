package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
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

    private static final String SSH = "ssh";

    /** For commands that run {@code ssh}: the session's own. */
    private static final String OTHERS = "exec \"$program\" -S \"$ssh\" \"$@\"\n";

    private SshCommands() {}

    /** Writes the configuration, and where scripts can be commands, these. */
    public static void write(Path directory, HostKeyFiles hosts, SshIdentity identity) throws IOException {
        Path config = directory.resolve(CONFIG);
        PrivateFiles.write(config, hosts.config(identity));
        if (File.separatorChar == '/') {
            Path bin = Files.createDirectories(directory.resolve(BIN));
            String script = variable("config", config.toString())
                    + variable("files", hosts.files())
                    + variable("agent", directory.resolve(SshAgent.SOCKET).toString())
                    + variable("sockets", ControlSockets.prepare(directory))
                    + isOfService(hosts.service())
                    + SshScript.PATH
                    + SshScript.SSH;
            PrivateFiles.writeExecutable(bin.resolve(SSH), head(SSH) + script);
            for (String command : List.of("scp", "sftp")) {
                PrivateFiles.writeExecutable(
                        bin.resolve(command),
                        head(command) + variable(SSH, bin.resolve(SSH).toString()) + SshScript.PATH + OTHERS);
            }
        }
    }

    /** Tells whether what was written is still there. */
    public static boolean areIn(Path directory) {
        return Files.exists(directory.resolve(CONFIG))
                && (File.separatorChar != '/'
                        || Files.exists(directory.resolve(BIN).resolve("ssh")));
    }

    /** The paths are in variables, and nothing is ever replaced in the text of a script. */
    private static String head(String command) {
        return "#!/bin/sh\n# " + command + " with the configuration of this build's Web PaaS session\n"
                + variable("program", command);
    }

    /** A function of the shell. {@link SshHosts} lets nothing into domains that means something else in its patterns. */
    private static String isOfService(SshHosts hosts) {
        return "is_of_service() { case \"$1\" in " + String.join("|", hosts.domains())
                + ") ;; *) return 1 ;; esac; }\n";
    }

    private static String variable(String name, String value) {
        return name + "=" + quote(value) + '\n';
    }

    /** For a shell; only {@code '} ends such a text. */
    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
