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
    /** Sees where somebody looks, and in which thread. */
    @TestExtension
    public static final class Watch extends CredentialsProvider {
        private final Set<String> places = ConcurrentHashMap.newKeySet();
        private final Set<String> threads = new CopyOnWriteArraySet<>();

        @Override
        public CredentialsStore getStore(ModelObject object) {
            if (object instanceof ItemGroup<?> group) {
                for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
                    if (frame.getClassName().equals(StoredTokens.class.getName())) {
                        places.add(group.getFullName());
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

    private static List<String> found() {
        return StoredTokens.get().tokens().stream()
                .map(stored -> stored.token().getId())
                .toList();
    }

    private static void lookAfterSaving(Folder folder, Watch watch) throws Exception {
        watch.places.clear();
        folder.save();
        await().until(() -> watch.places.contains(folder.getFullName()));
    }

    @Test
    void areLookedForWhereSomethingWasSavedAndByNoTimersThread() throws Exception {
        Folder one = jenkins.createProject(Folder.class, "one");
        Folder other = jenkins.createProject(Folder.class, "other");
        other.addProperty(credentials("of-other"));
        Watch watch = ExtensionList.lookupSingleton(Watch.class);
        StoredTokens.get().doRun();
        await().until(() -> found().contains("of-other"));
        await().untilAsserted(() -> assertThat(watch.threads).isNotEmpty());
        assertThat(watch.places).contains("", "one", "other");
        one.addProperty(credentials("of-one"));
        await().until(() -> found().contains("of-one"));
        // Whatever else was saved until here is looked for before this is.
        lookAfterSaving(one, watch);

        lookAfterSaving(one, watch);

        assertThat(watch.places).containsExactly("one");
        assertThat(watch.threads).noneMatch(name -> name.contains("Timer"));
        assertThat(found()).contains("of-one", "of-other");

        other.delete();
        one.save();
        await().until(() -> !found().contains("of-other"));
    }
}
