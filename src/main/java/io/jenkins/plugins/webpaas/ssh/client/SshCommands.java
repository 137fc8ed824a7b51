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

    /** Removes each directory with this script from the {@code PATH}, so that the script does not call itself. */
    private static final String OUTER_PATH = """
            path=
            set -f
            IFS=:
            for directory in $PATH; do
                [ "${directory:-.}/$program" -ef "$0" ] || path="$path${path:+:}${directory:-.}"
            done
            unset IFS
            set +f
            PATH="${path:-/usr/bin:/bin}"
            """;

    /**
     * Runs {@code ssh}. Expects the variables {@code config}, {@code files}, {@code agent} and {@code sockets}, and the function
     * {@code is_of_service}. Options of a command line can override the configuration; for the service's hosts the script adds options
     * that the command line cannot override.
     */
    private static final String SSH_SCRIPT = """
            run() { exec "$program" -F "$config" "$@"; }

            # Gets the settings of ssh for a command line. This takes as long as a start of ssh.
            ask() { settings=$("$program" -G -F "$config" "$@" 2>/dev/null </dev/null); }
            value() { printf '%s\\n' "$settings" | sed -n "s/^$1 //p" | sed 1q; }
            lower() { case "$1" in *[[:upper:]]*) printf '%s' "$1" | tr '[:upper:]' '[:lower:]' ;; *) printf '%s' "$1" ;; esac; }

            # Counts the words that are options, before the host or "--". Sets "end" for a "--", "own" for another configuration, and
            # "shared" for the socket of a shared connection.
            options() {
                OPTIND=1 end=
                while getopts :b:c:e:i:l:m:o:p:w:B:D:E:F:I:J:L:O:P:Q:R:S:W: letter; do
                    case $letter$OPTARG in
                        F*) [ "$OPTARG" = "$config" ] || own=yes ;;
                        S* | o*[Cc][Oo][Nn][Tt][Rr][Oo][Ll][Pp][Aa][Tt][Hh]*) shared=yes ;;
                    esac
                done
                count=$((OPTIND - 1))
                if [ "$count" -gt 0 ]; then
                    shift "$((count - 1))"
                    [ "$1" != -- ] || end=yes count=$((count - 1))
                fi
            }
            options_after() { shift "$(($1 + 2))"; options "$@"; }

            own= shared=
            options "$@"
            host=$count
            [ -z "$end" ] || host=$((host + 1))
            [ -z "$own" ] && [ "$host" -lt "$#" ] || run "$@"
            last=$count
            if [ -z "$end" ]; then
                options_after "$host" "$@"
                last=$((host + 1 + count))
            fi
            [ -z "$own" ] || run "$@"

            # The configuration names the session's SSH agent for the service's hosts. All other hosts get the one from before.
            if [ "$SSH_AUTH_SOCK" = "$agent" ] && [ -S "$WEBPAAS_OUTER_SSH_AUTH_SOCK" ]; then
                SSH_AUTH_SOCK=$WEBPAAS_OUTER_SSH_AUTH_SOCK
            fi

            # The user's own configuration can give another name to a host of the service. Such a name is replaced by the host's own.
            eval "name=\\${$((host + 1))}"
            name=${name#ssh://}
            name=${name##*@}
            if ! is_of_service "$(lower "${name%%[:/]*}")"; then
                ask "$@"
                hostname=$(lower "$(value hostname)")
                is_of_service "$hostname" || run "$@"
                user=$(value user)
                port=$(value port)
                position=0
                for word; do
                    [ "$position" != "$host" ] || word=$hostname
                    set -- "$@" "$word"
                    shift
                    position=$((position + 1))
                done
                if [ "$port" != 22 ]; then
                    set -- -p "$port" "$@"
                    last=$((last + 2))
                fi
                if [ "$user" != "$(id -un 2>/dev/null)" ]; then
                    set -- -l "$user" "$@"
                    last=$((last + 2))
                fi
            fi

            # A shared connection uses a socket of the session. -S overrides ControlPath, and the last -S overrides the others.
            [ -z "$shared" ] || ask "$@"
            if [ -n "$shared" ] && [ -n "$(value controlpath)" ]; then
                socket=none
                if [ -n "$sockets" ]; then
                    sum=$(printf '%s\\n' "$settings" | grep -E '^(user|hostname|port|hostkeyalias|proxyjump|proxycommand) ' | cksum)
                    socket=$sockets/${sum%% *}
                fi
                position=0
                for word; do
                    [ "$position" != "$last" ] || set -- "$@" -S "$socket"
                    set -- "$@" "$word"
                    shift
                    position=$((position + 1))
                done
                [ "$position" != "$last" ] || set -- "$@" -S "$socket"
            fi

            # The vendor's CLI names known_hosts files of its own, and ssh would add the keys of new hosts to the user's file.
            # For the service's hosts the session's files come first.
            run -o "UserKnownHostsFile=$files" "$@"
            """;

    private SshCommands() {}

    /** Writes the configuration, and the commands except on Windows. */
    public static void write(Path directory, SshConfig config, SshIdentity identity) throws IOException {
        Path configFile = directory.resolve(CONFIG);
        PrivateFiles.write(configFile, config.text(identity.options(directory)));
        if (File.separatorChar == '/') {
            Path bin = Files.createDirectories(directory.resolve(BIN));
            String script = variable("config", configFile.toString())
                    + variable("files", config.userKnownHostsFiles())
                    + variable("agent", directory.resolve(SshAgent.SOCKET).toString())
                    + variable("sockets", ControlSockets.prepare(directory))
                    // SshHosts accepts no domain that is special in the patterns of a shell.
                    + "is_of_service() { case \"$1\" in " + String.join("|", config.domains())
                    + ") ;; *) return 1 ;; esac; }\n"
                    + OUTER_PATH
                    + SSH_SCRIPT;
            PrivateFiles.writeExecutable(bin.resolve(SSH), head(SSH) + script);
            for (String command : List.of("scp", "sftp")) {
                PrivateFiles.writeExecutable(
                        bin.resolve(command),
                        head(command) + variable(SSH, bin.resolve(SSH).toString()) + OUTER_PATH + RUN_WITH_SSH);
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

    /** Returns the setting of a variable. Only {@code '} is special within a shell's single quotes. */
    private static String variable(String name, String value) {
        return name + "='" + value.replace("'", "'\\''") + "'\n";
    }
}
