package io.jenkins.plugins.webpaas.job;

import hudson.console.ConsoleNote;
import hudson.model.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The log of a build, as its readers see it. */
record BuildLog(Run<?, ?> run) {
    private static final Logger LOGGER = Logger.getLogger(BuildLog.class.getName());

    /**
     * Tells whether the build log has all lines of a text in their order. Other lines may be between them, and each may have more before it and after it: git's host indents the lines
     * of an activity's log. Returns false if there are no lines, or if the build log cannot be read.
     */
    boolean has(String text) {
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
}
