package io.jenkins.plugins.webpaas.build;

import hudson.model.TaskListener;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The logs of activities in that of a build, whole lines at a time. Saved with a wait, it loses no line at a restart. */
@Restricted(NoExternalUse.class)
public final class ActivityLog implements Serializable {
    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, String> unfinished = new LinkedHashMap<>();
    private String last;

    /** @param text of an activity's log, with its own line ends */
    public synchronized void print(String activity, String type, String text, TaskListener listener) {
        PrintStream log = listener.getLogger();
        String all = unfinished.getOrDefault(activity, "") + text;
        int end = all.lastIndexOf('\n') + 1;
        unfinished.put(activity, all.substring(end));
        if (end > 0) {
            if (last != null && !last.equals(activity)) {
                log.println("[Web PaaS] Activity " + activity + " (" + type + "):");
            }
            last = activity;
            log.print(all.substring(0, end));
        }
    }

    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }

    /** Ends the lines that have no end. */
    public synchronized void finish(TaskListener listener) {
        for (Map.Entry<String, String> rest : unfinished.entrySet()) {
            if (!rest.getValue().isEmpty()) {
                listener.getLogger().println(rest.getValue());
                rest.setValue("");
            }
        }
    }
}
