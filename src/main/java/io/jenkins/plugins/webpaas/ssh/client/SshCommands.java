package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a session's {@code ssh_config}, and commands {@code ssh}, {@code scp} and {@code sftp} that apply it. The commands are in a
 * directory on the {@code PATH}, because no environment variable tells plain {@code ssh} where its configuration is.
 */
public final class SshCommands {
    public static final String CONFIG = "ssh_config";
    public static final String BIN = "bin";

    private static final String SSH = "ssh";

    /** Makes {@code scp} and {@code sftp} run the session's {@code ssh}. */
    private static final String RUN_WITH_SSH = "exec \"$program\" -S \"$ssh\" \"$@\"\n";

    private SshCommands() {}

    /** Writes the configuration, and the commands except on Windows. */
    public static void write(Path directory, HostKeyFiles hosts, SshIdentity identity) throws IOException {
        Path config = directory.resolve(CONFIG);
        PrivateFiles.write(config, SshConfig.of(hosts, identity.options()));
        if (File.separatorChar == '/') {
            Path bin = Files.createDirectories(directory.resolve(BIN));
            String script = variable("config", config.toString())
                    + variable("files", hosts.userKnownHostsFiles())
                    + variable("agent", directory.resolve(SshAgent.SOCKET).toString())
                    + variable("sockets", ControlSockets.prepare(directory))
                    + isOfService(hosts.trusted().domains())
                    + SshScript.PATH
                    + SshScript.SSH;
            PrivateFiles.writeExecutable(bin.resolve(SSH), head(SSH) + script);
            for (String command : List.of("scp", "sftp")) {
                PrivateFiles.writeExecutable(
                        bin.resolve(command),
                        head(command) + variable(SSH, bin.resolve(SSH).toString()) + SshScript.PATH + RUN_WITH_SSH);
            }
        }
    }

    /** Tells whether the written files still exist. */
    public static boolean areIn(Path directory) {
        return Files.exists(directory.resolve(CONFIG))
                && (File.separatorChar != '/'
                        || Files.exists(directory.resolve(BIN).resolve("ssh")));
    }

    /** Returns the beginning of a script. Variables hold all paths, so that the rest of the script is constant. */
    private static String head(String command) {
        return "#!/bin/sh\n# " + command + " with the configuration of this build's Web PaaS session\n"
                + variable("program", command);
    }

    /** Returns a shell function. {@code SshHosts} accepts no domain that is special in the patterns of a shell. */
    private static String isOfService(List<String> domains) {
        return "is_of_service() { case \"$1\" in " + String.join("|", domains) + ") ;; *) return 1 ;; esac; }\n";
    }

    /** Returns the setting of a variable. Only {@code '} is special within a shell's single quotes. */
    private static String variable(String name, String value) {
        return name + "='" + value.replace("'", "'\\''") + "'\n";
    }
}
