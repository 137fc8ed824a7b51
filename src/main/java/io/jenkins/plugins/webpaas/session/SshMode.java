package io.jenkins.plugins.webpaas.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The way in which SSH clients on a node use a session's identity. */
public enum SshMode {
    /** Clients ask an SSH agent; no file has the private key. */
    AGENT,
    /** Clients read files in the session's directory. */
    FILES,
    /** There is no identity; the session serves the API alone. */
    NONE;

    /** @throws IllegalArgumentException with the parameter {@code ssh} and its values, if there is no such mode */
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
