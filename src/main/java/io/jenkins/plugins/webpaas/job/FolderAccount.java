package io.jenkins.plugins.webpaas.job;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The property of a folder with the credential and project for the builds of its jobs. Each text may be null. */
@Restricted(NoExternalUse.class)
public interface FolderAccount {
    String getCredentialsId();

    String getService();

    String getProject();

    /** Tells whether the environment of a build of a branch is that of the branch. */
    boolean isEnvironmentOfBranch();

    /** Tells whether the environment of a branch is deleted after the job of the branch is. */
    boolean isDeleteEnvironmentWithBranch();
}
