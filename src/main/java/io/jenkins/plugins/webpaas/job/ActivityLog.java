package io.jenkins.plugins.webpaas.job;

import hudson.model.TaskListener;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * How far the logs of activities are in that of a build, whole lines at a time. Saved with a wait, it loses no line at a restart. It does not
 * change: each piece of a log makes another.
 */
@Restricted(NoExternalUse.class)
public final class ActivityLog implements Serializable {
    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, String> unfinished;
    private final String last;

    public ActivityLog() {
        this(new LinkedHashMap<>(), null);
    }

    private ActivityLog(LinkedHashMap<String, String> unfinished, String last) {
        this.unfinished = unfinished;
        this.last = last;
    }

    /** @param text of an activity's log, with its own line ends */
    public ActivityLog print(String activity, String type, String text, TaskListener listener) {
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

    /** Ends the lines that have no end. */
    public void finish(TaskListener listener) {
        for (Map.Entry<String, String> rest : unfinished.entrySet()) {
            if (!rest.getValue().isEmpty()) {
                listener.getLogger().println(rest.getValue());
            }
        }
    }
}
