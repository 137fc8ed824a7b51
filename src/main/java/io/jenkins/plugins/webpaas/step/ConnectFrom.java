package io.jenkins.plugins.webpaas.step;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The machine that opens the connection of a command. */
enum ConnectFrom {
    CONTROLLER,
    /** The node that the step runs on. */
    NODE;

    /** @throws IllegalArgumentException naming the parameter {@code from} and its values, if it is none of these */
    static ConnectFrom of(String text) {
        return Arrays.stream(values())
                .filter(value -> value.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("from: '" + text + "' is none of "
                        + Arrays.stream(values()).map(ConnectFrom::toString).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
