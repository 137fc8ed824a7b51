package io.jenkins.plugins.webpaas.ssh.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the reasons of refused signatures for the build log, each reason once. */
final class RefusalLog {
    private static final int MAX_REASONS = 20;

    private final Set<String> reasons = new HashSet<>();
    private final List<String> newReasons = new ArrayList<>();

    synchronized void add(String reason) {
        if (reasons.size() < MAX_REASONS && reasons.add(reason)) {
            newReasons.add(reason);
        }
    }

    /** Returns the reasons that are new since the last call. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(newReasons);
        newReasons.clear();
        return taken;
    }
}
