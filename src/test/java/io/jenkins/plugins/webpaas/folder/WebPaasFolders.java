package io.jenkins.plugins.webpaas.folder;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.model.Item;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.folder.EnvironmentDeletionState.End;
import io.jenkins.plugins.webpaas.job.FolderDefaults;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.util.List;

/** Folders with defaults and credentials, for tests. */
public final class WebPaasFolders {
    private WebPaasFolders() {}

    /** Sets the defaults of a folder. Each text may be null. */
    public static WebPaasFolderProperty name(AbstractFolder<?> folder, String credentialsId, String project)
            throws Exception {
        WebPaasFolderProperty defaults = new WebPaasFolderProperty();
        defaults.setCredentialsId(credentialsId);
        defaults.setProject(project);
        folder.getProperties().removeAll(WebPaasFolderProperty.class);
        folder.addProperty(defaults);
        return defaults;
    }

    /** Adds deletions that have ended to the list: one that was kept, and one that has failed. */
    public static void noteDeletions(Item job, String kept, String failed) {
        String guard = "Environment '" + kept + "' is not deleted, and nothing was started: it has active children:"
                + " feature/y. Delete or deactivate these before.";
        noteDeletion(job, kept, End.KEPT, guard);
        noteDeletion(job, failed, End.FAILED, "API token: there is no API token 'deploy-bot' here. Choose another");
    }

    private static void noteDeletion(Item job, String environment, End end, String reason) {
        EnvironmentDeletionState deletion =
                new EnvironmentDeletionState(job, "site", FolderDefaults.in(job.getParent()), environment);
        EnvironmentDeletions.get().add(deletion);
        EnvironmentDeletions.get().end(deletion, end, reason, end == End.KEPT);
    }

    /** Puts an API token of the stand-in's account into the store of a folder. */
    public static void addToken(Folder folder, String id) throws Exception {
        folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
            new DomainCredentials(
                    Domain.global(),
                    List.of(new WebPaasApiToken(
                            CredentialsScope.GLOBAL,
                            id,
                            null,
                            StandInJenkins.SERVICE,
                            Secret.fromString(StandIn.API_TOKEN))))
        }));
    }
}
