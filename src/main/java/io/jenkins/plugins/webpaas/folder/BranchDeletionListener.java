package io.jenkins.plugins.webpaas.folder;

import com.cloudbees.hudson.plugins.folder.computed.ComputedFolder;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.webpaas.folder.EnvironmentDeletionState.End;
import io.jenkins.plugins.webpaas.job.BranchEnvironment;
import io.jenkins.plugins.webpaas.job.FolderDefaults;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.queue.ItemDeletion;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Notices that the job of a branch is deleted: by the indexing of its multibranch project, or by hand. Only notes the deletion of the environment, because the
 * thread that deletes the job must not wait for the service.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class BranchDeletionListener extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(BranchDeletionListener.class.getName());

    @Override
    public void onDeleted(Item item) {
        if (item instanceof Job<?, ?> job && job.getParent() instanceof ComputedFolder<?> parent) {
            FolderDefaults folder = FolderDefaults.in(parent);
            if (folder.deletesWithBranch()) {
                deleteEnvironment(job, parent, folder);
            }
        }
    }

    private static void deleteEnvironment(Job<?, ?> job, ComputedFolder<?> parent, FolderDefaults folder) {
        String environment = environment(job);
        if (environment == null) {
            return;
        }
        EnvironmentDeletionState deletion =
                new EnvironmentDeletionState(job, parent.getFullName(), folder, environment);
        if (ItemDeletion.contains(parent)) {
            deletion.end(End.KEPT, "The whole multibranch project was deleted.", false);
        }
        EnvironmentDeletions.get().add(deletion);
        EnvironmentDeleter.get().runSoon();
    }

    /** Returns null for a job of no branch. */
    private static String environment(Job<?, ?> job) {
        try {
            return BranchEnvironment.of(job).name();
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "The environment of the deleted job '" + job.getFullName()
                            + "' is not deleted, because its branch is not known");
            return null;
        }
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        EnvironmentDeletions.get().moved(oldFullName, newFullName);
    }
}
