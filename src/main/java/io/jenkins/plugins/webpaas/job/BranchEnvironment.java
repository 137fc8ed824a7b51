package io.jenkins.plugins.webpaas.job;

import hudson.model.Job;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import java.io.IOException;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The environment of the branch that a multibranch project builds. The variables are those of the Branch API plugin.
 *
 * @param name of the environment; null if the build is of no branch
 * @param isOfChangeRequest whether the build is of a pull or merge request
 */
@Restricted(NoExternalUse.class)
public record BranchEnvironment(String name, boolean isOfChangeRequest) {

    /** Returns the environment of a job. Neither parameters nor steps of a build change it. */
    public static BranchEnvironment of(Job<?, ?> job) throws IOException {
        try {
            return of(job.getEnvironment(null, TaskListener.NULL));
        } catch (InterruptedException e) {
            throw Sleeper.interrupted("Interrupted while the branch was looked up");
        }
    }

    /**
     * Returns the environment of a build: that of the source branch of a change request, else that of the branch. The branch of a fork may have the name of
     * any environment, so a change request from a fork gets an environment of its own name, such as {@code PR-12}. A tag has no environment.
     */
    public static BranchEnvironment of(Map<String, String> variables) {
        boolean isOfChangeRequest = variables.containsKey("CHANGE_ID");
        boolean isOfFork = variables.containsKey("CHANGE_FORK");
        String source = isOfFork ? null : variables.get("CHANGE_BRANCH");
        String branch = variables.containsKey("TAG_NAME") ? null : variables.get("BRANCH_NAME");
        return new BranchEnvironment(source == null ? branch : source, isOfChangeRequest);
    }
}
