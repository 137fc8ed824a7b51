package io.jenkins.plugins.webpaas.folder;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.webpaas.config.SavedData;
import io.jenkins.plugins.webpaas.folder.EnvironmentDeletionState.End;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The list of the environments that are to be deleted after their branches, and of those that were. {@link EnvironmentDeletionsLink} shows the list. */
@Extension
@Restricted(NoExternalUse.class)
public final class EnvironmentDeletions extends SavedData {
    private static final Logger LOGGER = Logger.getLogger(EnvironmentDeletions.class.getName());

    /** The maximum number of deletions that have ended. The oldest go first. */
    static final int MAX_ENDED = 200;

    static final String KEPT_BY_ADMINISTRATOR = "An administrator keeps it.";

    private static final Duration SECOND_LOOK = Duration.ofDays(1);

    /** The oldest is first. Guarded by this, with the states in it. */
    private final List<EnvironmentDeletionState> deletions = new ArrayList<>();

    public EnvironmentDeletions() {
        load();
    }

    static EnvironmentDeletions get() {
        return ExtensionList.lookupSingleton(EnvironmentDeletions.class);
    }

    /** Adds a deletion, unless the same environment is to be deleted already. */
    synchronized void add(EnvironmentDeletionState deletion) {
        boolean isKnown =
                deletion.isPending() && pending().stream().anyMatch(other -> other.isSameEnvironment(deletion));
        if (!isKnown) {
            deletions.add(deletion);
            save();
        }
    }

    synchronized List<EnvironmentDeletionState> pending() {
        return filtered(EnvironmentDeletionState::isPending);
    }

    /** Returns those that have ended, the newest first. */
    synchronized List<EnvironmentDeletionState> ended() {
        List<EnvironmentDeletionState> ended = filtered(deletion -> !deletion.isPending());
        Collections.reverse(ended);
        return ended;
    }

    synchronized List<EnvironmentDeletionState> failed() {
        return filtered(EnvironmentDeletionState::isFailed);
    }

    private List<EnvironmentDeletionState> filtered(Predicate<EnvironmentDeletionState> filter) {
        return new ArrayList<>(deletions.stream().filter(filter).toList());
    }

    /** Tells whether a deletion has not ended and was not removed. */
    synchronized boolean isPending(EnvironmentDeletionState deletion) {
        return deletion.isPending() && deletions.contains(deletion);
    }

    synchronized void change(EnvironmentDeletionState deletion, Consumer<EnvironmentDeletionState> change) {
        change.accept(deletion);
        save();
    }

    /**
     * Changes a deletion before a request.
     *
     * @throws IOException if the change cannot be saved; then nothing must be sent
     */
    synchronized void changeOrFail(EnvironmentDeletionState deletion, Consumer<EnvironmentDeletionState> change)
            throws IOException {
        change.accept(deletion);
        getConfigFile().write(this);
    }

    /** Ends a deletion. After a success, environments of the project that were refused are looked at again, because they may have lost their last child. */
    synchronized void end(EnvironmentDeletionState deletion, End how, String why, boolean isRefused) {
        deletion.end(how, why, isRefused);
        deletions.remove(deletion);
        deletions.add(deletion);
        if (how == End.DELETED) {
            deletions.removeIf(other -> other.isFailed() && other.isSameEnvironment(deletion));
            Instant bound = Instant.now().minus(SECOND_LOOK);
            deletions.stream()
                    .filter(other -> deletion.getProject().equals(other.getProject()) && other.isRefusedAfter(bound))
                    .forEach(EnvironmentDeletionState::beginAgain);
        }
        List<EnvironmentDeletionState> ended = ended();
        if (ended.size() > MAX_ENDED) {
            deletions.removeAll(ended.subList(MAX_ENDED, ended.size()));
        }
        save();
        LOGGER.info(() -> "Environment '" + deletion.getEnvironment() + "' of project '" + deletion.getProject()
                + "', after the deletion of the job '" + deletion.getBranchJob() + "': " + how + ", " + why);
    }

    /** Ends a deletion because an administrator keeps the environment. What the service has begun goes on. */
    synchronized void keep(String id) {
        filtered(deletion -> deletion.getId().equals(id) && deletion.isPending())
                .forEach(deletion -> end(deletion, End.KEPT, KEPT_BY_ADMINISTRATOR, false));
    }

    /** Lets Jenkins try again what was kept or has failed. */
    synchronized void beginAgain(String id) {
        filtered(deletion -> deletion.getId().equals(id) && !deletion.isPending())
                .forEach(deletion -> change(deletion, EnvironmentDeletionState::beginAgain));
    }

    synchronized void remove(String id) {
        if (deletions.removeIf(deletion -> deletion.getId().equals(id))) {
            save();
        }
    }

    /** Follows a folder or a multibranch project that was moved or renamed. */
    synchronized void moved(String oldName, String newName) {
        for (EnvironmentDeletionState deletion : pending()) {
            String parent = deletion.parent();
            if (parent.equals(oldName) || parent.startsWith(oldName + "/")) {
                change(deletion, state -> state.moveTo(newName + parent.substring(oldName.length())));
            }
        }
    }
}
