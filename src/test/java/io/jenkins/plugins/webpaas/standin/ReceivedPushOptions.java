package io.jenkins.plugins.webpaas.standin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of a push, {@code git push -o name=value} (protocol, "environment:push"). */
public record ReceivedPushOptions(Map<String, String> values) {
    static final ReceivedPushOptions NONE = new ReceivedPushOptions(Map.of());

    public ReceivedPushOptions {
        values = Map.copyOf(values);
    }

    /** Reads texts such as {@code environment.status=active}. */
    static ReceivedPushOptions of(List<String> options) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String option : options) {
            String[] parts = option.split("=", 2);
            values.put(parts[0], parts.length == 1 ? "" : parts[1]);
        }
        return new ReceivedPushOptions(values);
    }

    boolean activates() {
        return "active".equals(values.get("environment.status"));
    }

    /** Returns the option of this name, without {@code environment.} in front; null if the push does not have it. */
    String environment(String name) {
        return values.get("environment." + name);
    }
}
