package io.jenkins.plugins.webpaas.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.ExtensionList;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.TestExtension;
import org.springframework.security.core.Authentication;

class StoredTokensTest extends StandInJenkinsTest {
    /** Records the folders and threads of scans. */
    @TestExtension
    public static final class ScanRecorder extends CredentialsProvider {
        private final Set<String> folders = ConcurrentHashMap.newKeySet();
        private final Set<String> threads = new CopyOnWriteArraySet<>();

        @Override
        public CredentialsStore getStore(ModelObject object) {
            if (object instanceof ItemGroup<?> group) {
                for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
                    if (frame.getClassName().equals(StoredTokens.class.getName())) {
                        folders.add(group.getFullName());
                        threads.add(Thread.currentThread().getName());
                    }
                }
            }
            return null;
        }

        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type,
                ItemGroup group,
                Authentication authentication,
                List<com.cloudbees.plugins.credentials.domains.DomainRequirement> requirements) {
            return List.of();
        }
    }

    private static FolderCredentialsProperty credentials(String id) {
        WebPaasApiToken token = new WebPaasApiToken(
                CredentialsScope.GLOBAL, id, "Of a folder", "standin", Secret.fromString("t0ken-" + id));
        return new FolderCredentialsProperty(
                new DomainCredentials[] {new DomainCredentials(Domain.global(), List.of(token))});
    }

    private static List<String> tokenIds() {
        return StoredTokens.get().tokens().stream()
                .map(stored -> stored.token().getId())
                .toList();
    }

    private static void awaitScanAfterSaving(Folder folder, ScanRecorder scans) throws Exception {
        scans.folders.clear();
        folder.save();
        await().until(() -> scans.folders.contains(folder.getFullName()));
    }

    @Test
    void changedFoldersAreScannedOutsideTimerThreads() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "one");
        Folder other = jenkins.createProject(Folder.class, "other");
        other.addProperty(credentials("of-other"));
        ScanRecorder scans = ExtensionList.lookupSingleton(ScanRecorder.class);
        StoredTokens.get().doRun();
        await().until(() -> tokenIds().contains("of-other"));
        await().untilAsserted(() -> assertThat(scans.threads).isNotEmpty());
        assertThat(scans.folders).contains("", "one", "other");
        folder.addProperty(credentials("of-one"));
        await().until(() -> tokenIds().contains("of-one"));
        // Waits for the scans of earlier changes.
        awaitScanAfterSaving(folder, scans);

        awaitScanAfterSaving(folder, scans);

        assertThat(scans.folders).containsExactly("one");
        assertThat(scans.threads).noneMatch(name -> name.contains("Timer"));
        assertThat(tokenIds()).contains("of-one", "of-other");

        other.delete();
        folder.save();
        await().until(() -> !tokenIds().contains("of-other"));
    }
}
