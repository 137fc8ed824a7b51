package io.jenkins.plugins.webpaas.ssh.agent;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Why signatures were refused, each reason once, for the build log. */
final class Refusals {
    private static final int MOST = 20;

    private final Set<String> reasons = new LinkedHashSet<>();

    synchronized void add(String reason) {
        if (reasons.size() < MOST) {
            reasons.add(reason);
        }
    }

    /** The reasons since the last call. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(reasons);
        reasons.clear();
        return taken;
    }
}
