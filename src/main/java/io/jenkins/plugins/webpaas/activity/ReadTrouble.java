package io.jenkins.plugins.webpaas.activity;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The failures of a wait's reads. A user hears once of those that last. The wait's lock guards this object. */
final class ReadTrouble {
    private IOException failure;
    private boolean isReported;

    /** Returns the failure of the last read; null if the read succeeded. */
    IOException failure() {
        return failure;
    }

    void end() {
        failure = null;
        isReported = false;
    }

    /**
     * Notes a failure.
     *
     * @param isTrouble whether users should hear of it
     * @param pause the shortest time until the next attempt
     * @return the message for users; empty if there is no need for one
     */
    Optional<String> add(IOException why, boolean isTrouble, Duration pause) {
        failure = why;
        if (!isTrouble || isReported) {
            return Optional.empty();
        }
        isReported = true;
        String when = ProjectPoller.isLong(pause)
                ? " in about " + (pause.toMinutes() + 1) + " minutes, as the service asks"
                : "";
        return Optional.of("The activities cannot be read for the time being, and Jenkins goes on trying" + when + ". "
                + why.getMessage());
    }
}
