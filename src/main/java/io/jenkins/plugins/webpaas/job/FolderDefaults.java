package io.jenkins.plugins.webpaas.job;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Util;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The credential and project that folders name for the builds of their jobs. A folder inherits from the folders around it what it does not name itself.
 * Builds look the credential up as one of their own, so a folder lets no build use a credential that the build could not use otherwise.
 *
 * @param token with the folder that names the credential; null if none does
 * @param project null if no folder names one
 * @param projectFolder full name of the folder that names the project; null for none
 * @param branchFolder full name of the folder that gives builds the environment of their branch; null for none
 * @param deletesWithBranch whether the environment of a branch is deleted after the job of the branch is
 */
@Restricted(NoExternalUse.class)
public record FolderDefaults(
        TokenReference token, String project, String projectFolder, String branchFolder, boolean deletesWithBranch) {
    /** The property of a folder with the credential and project for the builds of its jobs. Each text may be null. */
    public interface FolderAccount {
        String getCredentialsId();

        String getService();

        String getProject();

        /** Tells whether the environment of a build of a branch is that of the branch. */
        boolean isEnvironmentOfBranch();

        /** Tells whether the environment of a branch is deleted after the job of the branch is. */
        boolean isDeleteEnvironmentWithBranch();
    }

    private static final FolderDefaults NOTHING = new FolderDefaults(null, null, null, null, false);

    /** Returns the defaults in a folder, including its own. */
    public static FolderDefaults in(ItemGroup<?> group) {
        if (!(group instanceof Item item)) {
            return NOTHING; // Jenkins itself
        }
        FolderDefaults outer = in(item.getParent());
        List<FolderAccount> own = group instanceof AbstractFolder<?> folder
                ? Util.filter(folder.getProperties(), FolderAccount.class)
                : List.of();
        return own.isEmpty() ? outer : outer.overriddenBy(own.get(0), item.getFullName());
    }

    /** Returns the defaults for a job, or for the steps that a form of a folder makes. */
    public static FolderDefaults of(Item item) {
        return item instanceof ItemGroup<?> group ? in(group) : item == null ? NOTHING : in(item.getParent());
    }

    /** A folder that names a project decides about its environments too. */
    private FolderDefaults overriddenBy(FolderAccount own, String folder) {
        TokenReference inherited = TokenReference.inherit(token, own.getCredentialsId(), own.getService());
        boolean namesProject = own.getProject() != null;
        return new FolderDefaults(
                own.getCredentialsId() == null
                        ? inherited
                        : new TokenReference(own.getCredentialsId(), own.getService(), folder),
                namesProject ? own.getProject() : project,
                namesProject ? folder : projectFolder,
                own.isEnvironmentOfBranch() ? folder : namesProject ? null : branchFolder,
                own.isDeleteEnvironmentWithBranch() || !namesProject && deletesWithBranch);
    }

    /**
     * Returns sentences for the build log, which say what is from which folder.
     *
     * @param environment of the branch; null if the build names another, or has none
     */
    List<String> origins(boolean usesToken, boolean usesProject, String environment) {
        List<String> sentences = new ArrayList<>();
        String credential = usesToken ? "Credential '" + token.credentialsId() + "'" : null;
        if (usesToken && usesProject && token.folder().equals(projectFolder)) {
            sentences.add(credential + " and project '" + project + "' are from the folder '" + projectFolder + "'");
        } else {
            if (usesToken) {
                sentences.add(credential + " is from the folder '" + token.folder() + "'");
            }
            if (usesProject) {
                sentences.add("Project '" + project + "' is from the folder '" + projectFolder + "'");
            }
        }
        if (environment != null) {
            sentences.add("Environment '" + environment + "' is that of the branch, as the folder '" + branchFolder
                    + "' has it");
        }
        return sentences;
    }
}
