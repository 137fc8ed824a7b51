package io.jenkins.plugins.webpaas.api;

import java.util.Locale;

/**
 * The decision how far the deployment of a commit in an environment has come (protocol, "Deployed").
 *
 * @param reason why the commit is not deployed, or not well; a clause about the environment. Empty if all is well
 */
public record DeploymentStatus(Stage stage, String reason) {

    public enum Stage {
        /** The commit is not deployed, and may be deployed later. */
        PENDING,
        DEPLOYED,
        /** The commit is deployed, and a command failed. */
        UNSTABLE,
        /** The last deployment failed. Only another one can deploy the commit. */
        FAILED
    }

    /**
     * Decides for one moment.
     *
     * @param environment null if there is none
     * @param commit id of the commit, perhaps abbreviated; null for any commit
     * @param last the newest activity that deploys the environment; null if none is known
     */
    public static DeploymentStatus of(Environment environment, String commit, Activity last) {
        if (environment == null) {
            return pending("it does not exist yet");
        }
        if (environment.isBeingDeleted()) {
            return pending("it is being deleted");
        }
        if (commit != null && !isAt(environment.headCommit(), commit)) {
            return pending(
                    environment.headCommit() == null
                            ? "it has no commit yet"
                            : "it is at another commit, " + abbreviated(environment.headCommit()));
        }
        if (environment.isDirty() || last != null && !last.isFinal()) {
            return pending("an activity is pending or running there");
        }
        if (environment.hasStagedActivities()) {
            return pending("its changes are staged: they are held until somebody deploys the environment");
        }
        return ofLast(environment, last);
    }

    /** Decides for an environment in which nothing is under way. A build that fails leaves the deployment before as it was. */
    private static DeploymentStatus ofLast(Environment environment, Activity last) {
        if (last != null && !last.isSuccess()) {
            return new DeploymentStatus(
                    Stage.FAILED,
                    "its last deployment, activity " + last.id() + ", "
                            + ("cancelled".equals(last.state()) ? "was cancelled" : "failed"));
        }
        if (environment.isInactive()) {
            return pending("it is inactive: activate it");
        }
        if (environment.isPaused()) {
            return pending("it is paused: resume it");
        }
        if (environment.deployment().isCommandFailed() || last != null && last.hasFailedCommand()) {
            return new DeploymentStatus(Stage.UNSTABLE, "a command in its last deployment failed");
        }
        if (environment.deployment().hasFailed()) {
            String reason = environment.deployment().failureReason();
            return new DeploymentStatus(
                    Stage.FAILED, "its last deployment failed" + (reason == null ? "" : " (" + reason + ")"));
        }
        return new DeploymentStatus(Stage.DEPLOYED, "");
    }

    private static DeploymentStatus pending(String reason) {
        return new DeploymentStatus(Stage.PENDING, reason);
    }

    private static boolean isAt(String head, String commit) {
        return head != null && head.startsWith(commit.toLowerCase(Locale.ROOT));
    }

    /** Returns the first digits of a commit's id, as git shows it. */
    public static String abbreviated(String commit) {
        return commit.length() > 7 ? commit.substring(0, 7) : commit;
    }
}
