package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.Secret;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import jenkins.security.HMACConfidentialKey;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * On which day each API token was first stored, and last used by a build. It is kept apart from the credentials, which every form and
 * every load of configuration as code makes anew; a token is known by a keyed hash, so one that was replaced is a new one. Users' own
 * credentials are their own affair, and not in it.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class TokenHistory extends GlobalConfiguration {
    private static final HMACConfidentialKey KEY = new HMACConfidentialKey(TokenHistory.class, "token");

    /** Days as ISO 8601 has them, by hash. */
    private final Map<String, String> stored = new TreeMap<>();

    private final Map<String, String> used = new TreeMap<>();

    public TokenHistory() {
        load();
    }

    public static TokenHistory get() {
        return ExtensionList.lookupSingleton(TokenHistory.class);
    }

    /** It is nothing to be configured. */
    @Override
    public String getGlobalConfigPage() {
        return null;
    }

    /** Saves once a day for each token at most. */
    public void noteUse(WebPaasApiToken token) {
        noteUse(token, LocalDate.now());
    }

    synchronized void noteUse(WebPaasApiToken token, LocalDate day) {
        if (!isUsersOwn(token) && !day.toString().equals(used.put(hash(token), day.toString()))) {
            save();
        }
    }

    /** Begins a history of those that are new, and forgets that of those that are gone. */
    void keep(Collection<WebPaasApiToken> tokens) {
        keep(tokens, LocalDate.now());
    }

    synchronized void keep(Collection<WebPaasApiToken> tokens, LocalDate day) {
        Set<String> hashes = tokens.stream().map(TokenHistory::hash).collect(Collectors.toSet());
        boolean changed = stored.keySet().retainAll(hashes) | used.keySet().retainAll(hashes);
        for (String hash : hashes) {
            changed |= stored.putIfAbsent(hash, day.toString()) == null;
        }
        if (changed) {
            save();
        }
    }

    /** Empty for what is not stored where all may use it. */
    public Optional<TokenAge> ageOf(WebPaasApiToken token) {
        return ageOf(token, LocalDate.now());
    }

    synchronized Optional<TokenAge> ageOf(WebPaasApiToken token, LocalDate day) {
        String hash = hash(token);
        return Optional.ofNullable(stored.get(hash))
                .filter(since -> !isUsersOwn(token))
                .map(since -> {
                    String last = used.get(hash);
                    return new TokenAge(days(since, day), last == null ? null : days(last, day));
                });
    }

    private static long days(String since, LocalDate day) {
        return ChronoUnit.DAYS.between(LocalDate.parse(since), day);
    }

    static boolean isUsersOwn(WebPaasApiToken token) {
        return token.getScope() == CredentialsScope.USER;
    }

    private static String hash(WebPaasApiToken token) {
        return KEY.mac(Secret.toString(token.getToken()));
    }
}
