package io.jenkins.plugins.webpaas.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How SSH clients on the node get at a session's identity. */
public enum SshMode {
    /** From an SSH agent; the private key is in no file. */
    AGENT,
    /** From files in the session's directory. */
    FILES,
    /** Not at all: the session is for the token and for API steps. */
    NONE;

    /** @throws IllegalArgumentException naming the parameter {@code ssh} and its values, if it is none of these */
    public static SshMode of(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("ssh: '" + text + "' is none of "
                        + Arrays.stream(values()).map(SshMode::toString).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
