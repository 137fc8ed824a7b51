package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.CredentialsStoreAction;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.init.InitMilestone;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.PeriodicWork;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The API tokens of Jenkins and of its folders, as they were when somebody last looked: everywhere once a day, and in a place soon after
 * that was saved. Users' own are not among them. No timer's thread looks, as folders may be many and their stores slow.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class StoredTokens extends PeriodicWork {
    private static final long FIRST_MINUTES = 1;

    /** What is saved in between is seen with the rest. */
    private static final long PAUSE_SECONDS = 10;

    /** By full name of the folder, which is empty for Jenkins itself. Of a place without tokens there is nothing. */
    private final Map<String, List<StoredToken>> found = new ConcurrentHashMap<>();

    /** Full names of what was saved since somebody last looked; guarded by itself. */
    private final Set<String> saved = new HashSet<>();

    /** Whether all places were looked into; before that, nothing may be taken for gone. */
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
        return FIRST_MINUTES * MIN;
    }

    @Override
    protected void doRun() {
        Computer.threadPoolForRemoting.execute(this::look);
    }

    List<StoredToken> found() {
        return found.values().stream().flatMap(Collection::stream).toList();
    }

    /** Looks into all stores. While Jenkins starts, folders may be missing still, and nothing is looked for. */
    void look() {
        if (Jenkins.get().getInitLevel() != InitMilestone.COMPLETED) {
            return;
        }
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            look(Jenkins.get());
            for (Item item : Jenkins.get().allItems(Item.class)) {
                if (item instanceof ItemGroup<?> group) {
                    look(group);
                }
            }
            isComplete = true;
            tidyUp();
        }
    }

    private void lookWhereSaved() {
        Set<String> names;
        synchronized (saved) {
            names = Set.copyOf(saved);
            saved.clear();
        }
        if (!isComplete) {
            look();
            return;
        }
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            names.forEach(name -> {
                ItemGroup<?> group = group(name);
                if (group != null) {
                    look(group);
                }
            });
            tidyUp();
        }
    }

    /** Null if it is there no more. */
    private static ItemGroup<?> group(String name) {
        return name.isEmpty()
                ? Jenkins.get()
                : Jenkins.get().getItemByFullName(name) instanceof ItemGroup<?> group ? group : null;
    }

    private void look(ItemGroup<?> place) {
        List<StoredToken> tokens = new ArrayList<>();
        for (CredentialsProvider provider : CredentialsProvider.enabled(place)) {
            CredentialsStore store = provider.getStore(place);
            CredentialsStoreAction page = store == null ? null : store.getStoreAction();
            if (page != null) {
                for (Domain domain : store.getDomains()) {
                    for (Credentials credentials : store.getCredentials(domain)) {
                        if (credentials instanceof WebPaasApiToken token) {
                            tokens.add(StoredToken.in(store, page, domain, token));
                        }
                    }
                }
            }
        }
        if (tokens.isEmpty()) {
            found.remove(place.getFullName());
        } else {
            found.put(place.getFullName(), List.copyOf(tokens));
        }
    }

    /** Folders are deleted, moved and renamed. */
    private void tidyUp() {
        found.keySet().removeIf(name -> group(name) == null);
        TokenHistory.get().keep(found().stream().map(StoredToken::token).toList());
    }

    private void lookSoon(ItemGroup<?> place) {
        boolean isFirst;
        synchronized (saved) {
            isFirst = saved.isEmpty();
            saved.add(place.getFullName());
        }
        if (isFirst) {
            Timer.get()
                    .schedule(
                            () -> Computer.threadPoolForRemoting.execute(this::lookWhereSaved),
                            PAUSE_SECONDS,
                            TimeUnit.SECONDS);
        }
    }

    /** Sees credentials being saved: with Jenkins', or with a folder. */
    @Extension
    public static final class Listener extends SaveableListener {
        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof SystemCredentialsProvider) {
                get().lookSoon(Jenkins.get());
            } else if (saved instanceof ItemGroup<?> group && saved instanceof Item) {
                get().lookSoon(group);
            }
        }
    }
}
