package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.CredentialsStoreAction;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.XmlFile;
import hudson.init.InitMilestone;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.PeriodicWork;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The API tokens of Jenkins and its folders, without users' own tokens. A scan of all stores once a day, and of a changed store soon after
 * the change, keeps them up to date. Scans have a thread of their own with the rights of Jenkins, because there may be many folders with slow stores.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class StoredTokens extends PeriodicWork {
    /**
     * An API token and its location in Jenkins.
     *
     * @param place display name of the folder, or of Jenkins itself
     * @param url URL of the token's page, relative to the URL of Jenkins
     */
    public record StoredToken(WebPaasApiToken token, String place, String url) {

        private static StoredToken in(
                CredentialsStore store, CredentialsStoreAction page, Domain domain, WebPaasApiToken token) {
            String context = store.getContext() instanceof Item item ? item.getUrl() : "manage/";
            String name = domain.getName();
            return new StoredToken(
                    token,
                    store.getContextDisplayName(),
                    context + "credentials/store/" + page.getUrlName() + "/domain/"
                            + (name == null ? "_" : Util.rawEncode(name)) + "/credential/"
                            + Util.rawEncode(token.getId()));
        }
    }

    private static final long INITIAL_DELAY_MINUTES = 1;

    /** Time between the first change and the scan, which covers all changes in that time. */
    private static final long DELAY_SECONDS = 10;

    /** Tokens by full name of the folder, which is empty for Jenkins itself. Folders without tokens have no entry. */
    private final Map<String, List<StoredToken>> tokens = new ConcurrentHashMap<>();

    /** Full names of the folders that changed since the last scan; guarded by itself. */
    private final Set<String> changed = new HashSet<>();

    /** Tells whether all stores were scanned. Before, a missing token may still exist. */
    private volatile boolean isComplete;

    public static StoredTokens get() {
        return ExtensionList.lookupSingleton(StoredTokens.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return DAY;
    }

    @Override
    public long getInitialDelay() {
        return INITIAL_DELAY_MINUTES * MIN;
    }

    @Override
    protected void doRun() {
        Computer.threadPoolForRemoting.execute(this::scanAll);
    }

    List<StoredToken> tokens() {
        return tokens.values().stream().flatMap(Collection::stream).toList();
    }

    /** Scans all stores. Does nothing before Jenkins has loaded all folders. */
    void scanAll() {
        if (Jenkins.get().getInitLevel() != InitMilestone.COMPLETED) {
            return;
        }
        scan(Jenkins.get());
        for (Item item : Jenkins.get().allItems(Item.class)) {
            if (item instanceof ItemGroup<?> folder) {
                scan(folder);
            }
        }
        isComplete = true;
        removeDeleted();
    }

    private void scanChanged() {
        Set<String> names;
        synchronized (changed) {
            names = Set.copyOf(changed);
            changed.clear();
        }
        if (!isComplete) {
            scanAll();
            return;
        }
        names.stream().map(StoredTokens::folder).filter(Objects::nonNull).forEach(this::scan);
        removeDeleted();
    }

    /** Returns a folder or Jenkins itself; null if the folder does not exist any more. */
    private static ItemGroup<?> folder(String name) {
        return name.isEmpty()
                ? Jenkins.get()
                : Jenkins.get().getItemByFullName(name) instanceof ItemGroup<?> folder ? folder : null;
    }

    private void scan(ItemGroup<?> folder) {
        List<StoredToken> found = new ArrayList<>();
        for (CredentialsProvider provider : CredentialsProvider.enabled(folder)) {
            CredentialsStore store = provider.getStore(folder);
            CredentialsStoreAction page = store == null ? null : store.getStoreAction();
            if (page != null) {
                for (Domain domain : store.getDomains()) {
                    for (Credentials credentials : store.getCredentials(domain)) {
                        if (credentials instanceof WebPaasApiToken token) {
                            found.add(StoredToken.in(store, page, domain, token));
                        }
                    }
                }
            }
        }
        if (found.isEmpty()) {
            tokens.remove(folder.getFullName());
        } else {
            tokens.put(folder.getFullName(), List.copyOf(found));
        }
    }

    /** Removes the tokens of folders that were deleted, moved or renamed, and updates the history. */
    private void removeDeleted() {
        tokens.keySet().removeIf(name -> folder(name) == null);
        TokenHistory.get().update(tokens().stream().map(StoredToken::token).toList(), LocalDate.now());
    }

    private void scanSoon(ItemGroup<?> folder) {
        boolean isFirst;
        synchronized (changed) {
            isFirst = changed.isEmpty();
            changed.add(folder.getFullName());
        }
        if (isFirst) {
            Timer.get()
                    .schedule(
                            () -> Computer.threadPoolForRemoting.execute(this::scanChanged),
                            DELAY_SECONDS,
                            TimeUnit.SECONDS);
        }
    }

    /** Schedules a scan when Jenkins' credentials, or a folder, are saved. */
    @Extension
    public static final class Listener extends SaveableListener {
        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof SystemCredentialsProvider) {
                get().scanSoon(Jenkins.get());
            } else if (saved instanceof ItemGroup<?> folder && saved instanceof Item) {
                get().scanSoon(folder);
            }
        }
    }
}
