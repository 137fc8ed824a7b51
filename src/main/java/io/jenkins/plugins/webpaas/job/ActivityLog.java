package io.jenkins.plugins.webpaas.job;

import hudson.model.TaskListener;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The position of activities' logs in a build log. Only whole lines are printed; the rest is kept for the next call. A wait saves the position, so
 * that a restart loses no line. Immutable: each call of {@link #print} returns a new position.
 */
final class ActivityLog implements Serializable {
    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, String> unfinished;
    private final String last;

    ActivityLog() {
        this(new LinkedHashMap<>(), null);
    }

    private ActivityLog(LinkedHashMap<String, String> unfinished, String last) {
        this.unfinished = unfinished;
        this.last = last;
    }

    /**
     * Prints the complete lines of a piece of an activity's log.
     *
     * @param text with line ends
     */
    ActivityLog print(String activity, String type, String text, TaskListener listener) {
        String all = unfinished.getOrDefault(activity, "") + text;
        int end = all.lastIndexOf('\n') + 1;
        LinkedHashMap<String, String> rest = new LinkedHashMap<>(unfinished);
        rest.put(activity, all.substring(end));
        if (end == 0) {
            return new ActivityLog(rest, last);
        }
        PrintStream log = listener.getLogger();
        if (last != null && !last.equals(activity)) {
            log.println("[Web PaaS] " + Messages.Log_heading(activity, type));
        }
        log.print(all.substring(0, end));
        return new ActivityLog(rest, activity);
    }

    /** Prints the lines that have no line end. */
    void finish(TaskListener listener) {
        for (Map.Entry<String, String> rest : unfinished.entrySet()) {
            if (!rest.getValue().isEmpty()) {
                listener.getLogger().println(rest.getValue());
            }
        }
    }
}
