package io.jenkins.plugins.webpaas.folder;

import com.cloudbees.hudson.plugins.folder.computed.ComputedFolder;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.webpaas.job.BranchEnvironment;
import io.jenkins.plugins.webpaas.job.FolderDefaults;
import java.io.IOException;
import java.io.InterruptedIOException;
import jenkins.model.Jenkins;

/** The multibranch project of a deleted branch, and its jobs that may have the same environment. */
final class EnvironmentOwners {
    private EnvironmentOwners() {}

    /**
     * Checks that the environment may still be deleted.
     *
     * @return the multibranch project
     * @throws KeptEnvironmentException if a job has the environment, or the multibranch project deletes no environments any more
     */
    static ComputedFolder<?> check(EnvironmentDeletionState deletion) throws IOException {
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            ComputedFolder<?> project = project(deletion);
            if (!FolderDefaults.in(project).deletesWithBranch()) {
                throw new KeptEnvironmentException("The folder does not delete environments any more.");
            }
            for (Item item : project.getItems()) {
                if (item != deletion.deletedJob() && hasEnvironment(item, deletion.getEnvironment())) {
                    throw new KeptEnvironmentException("The job '" + item.getFullName() + "' has it"
                            + (deletion.part() == 0
                                    ? "."
                                    : ". The environment was deactivated before this job came; a push activates it."));
                }
            }
            return project;
        }
    }

    /** @throws KeptEnvironmentException if the multibranch project is gone */
    static ComputedFolder<?> project(EnvironmentDeletionState deletion) throws KeptEnvironmentException {
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            if (Jenkins.get().getItemByFullName(deletion.parent()) instanceof ComputedFolder<?> project) {
                return project;
            }
        }
        throw new KeptEnvironmentException("The multibranch project '" + deletion.parent() + "' was deleted.");
    }

    private static boolean hasEnvironment(Item item, String environment) throws IOException {
        try {
            return item instanceof Job<?, ?> job
                    && environment.equals(BranchEnvironment.of(job).name());
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException(e.getMessage()).initCause(e);
        }
    }
}
