package io.jenkins.plugins.webpaas.ssh.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Why signatures were refused, each reason once, for the build log. */
final class RefusalLog {
    private static final int MOST = 20;

    private final Set<String> reasons = new HashSet<>();
    private final List<String> fresh = new ArrayList<>();

    synchronized void add(String reason) {
        if (reasons.size() < MOST && reasons.add(reason)) {
            fresh.add(reason);
        }
    }

    /** The reasons that are new since the last call. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(fresh);
        fresh.clear();
        return taken;
    }
}
