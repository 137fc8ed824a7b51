package io.jenkins.plugins.webpaas.ssh.client;

/** The text of a session's {@code ssh} command, for any POSIX shell. */
final class SshScript {
    /** Removes each directory with this script from the {@code PATH}, so that the script does not call itself. */
    static final String PATH = """
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
    static final String SSH = """
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

    private SshScript() {}
}
