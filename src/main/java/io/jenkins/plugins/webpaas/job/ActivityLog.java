package io.jenkins.plugins.webpaas.job;

import hudson.console.ConsoleNote;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The position of activities' logs in a build log. Only whole lines are printed; the rest is kept for the next call. A wait saves the position, so
 * that a restart loses no line. Immutable: each call of {@link #print} returns a new position.
 */
final class ActivityLog implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(ActivityLog.class.getName());

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

    /**
     * Tells whether a build log has all lines of a text in their order. Other lines may be between them, and each may have more before it and after it: git's
     * host indents the lines of an activity's log. Returns false if there are no lines, or if the build log cannot be read.
     */
    static boolean isIn(Run<?, ?> run, String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        int found = 0;
        try (BufferedReader log = new BufferedReader(run.getLogReader())) {
            for (String line = log.readLine(); line != null && found < lines.size(); line = log.readLine()) {
                if (ConsoleNote.removeNotes(line).contains(lines.get(found))) {
                    found++;
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "The log of " + run + " cannot be read");
            return false;
        }
        return found > 0 && found == lines.size();
    }

    /** Prints the lines that have no line end. */
    void finish(TaskListener listener) {
        unfinished.values().stream().filter(rest -> !rest.isEmpty()).forEach(listener.getLogger()::println);
    }
}
