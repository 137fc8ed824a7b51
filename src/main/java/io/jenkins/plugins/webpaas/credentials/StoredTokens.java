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
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.model.PeriodicWork;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The API tokens of Jenkins and of its folders, as they were when somebody last looked: once a day, and soon after credentials were saved.
 * Users' own are not among them.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class StoredTokens extends PeriodicWork {
    private static final long FIRST_MINUTES = 1;

    /** What is saved in between is seen with the rest. */
    private static final long PAUSE_SECONDS = 10;

    private final AtomicBoolean pending = new AtomicBoolean();
    private volatile List<StoredToken> found = List.of();

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
        look();
    }

    List<StoredToken> found() {
        return found;
    }

    /** Looks into all stores. While Jenkins starts, folders may be missing still, and nothing is looked for. */
    void look() {
        if (Jenkins.get().getInitLevel() != InitMilestone.COMPLETED) {
            return;
        }
        List<StoredToken> tokens = new ArrayList<>();
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            add(Jenkins.get(), tokens);
            for (Item item : Jenkins.get().allItems(Item.class)) {
                if (item instanceof ItemGroup) {
                    add(item, tokens);
                }
            }
        }
        TokenHistory.get().keep(tokens.stream().map(StoredToken::token).toList());
        found = List.copyOf(tokens);
    }

    private static void add(ModelObject owner, List<StoredToken> tokens) {
        for (CredentialsProvider provider : CredentialsProvider.enabled(owner)) {
            CredentialsStore store = provider.getStore(owner);
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
    }

    private void lookSoon() {
        if (pending.compareAndSet(false, true)) {
            Timer.get()
                    .schedule(
                            () -> {
                                pending.set(false);
                                look();
                            },
                            PAUSE_SECONDS,
                            TimeUnit.SECONDS);
        }
    }

    /** Sees credentials being saved: with Jenkins', or with a folder. */
    @Extension
    public static final class Listener extends SaveableListener {
        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof SystemCredentialsProvider || saved instanceof ItemGroup && saved instanceof Item) {
                get().lookSoon();
            }
        }
    }
}
