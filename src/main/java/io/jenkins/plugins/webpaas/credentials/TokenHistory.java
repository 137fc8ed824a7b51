package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.config.SavedData;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jenkins.security.HMACConfidentialKey;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The days on which each API token was first stored and last used by a build. The history is separate from the credentials, because every
 * form and every load of configuration as code creates new credential objects. A keyed hash identifies a token, so a replaced token is a
 * new one. The history does not cover users' own credentials.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class TokenHistory extends SavedData {
    /**
     * The age of an API token.
     *
     * @param stored days since the token was first stored in Jenkins
     * @param unused days since a build last used the token; null if no build has
     */
    public record TokenAge(long stored, Long unused) {

        /** Tells whether the token has been stored and unused for a number of days. */
        boolean isUnusedFor(int days) {
            return stored >= days && (unused == null || unused >= days);
        }

        @Override
        public String toString() {
            return unused == null ? Messages.TokenAge_Unused(stored) : Messages.TokenAge_Used(stored, unused);
        }
    }

    private static final HMACConfidentialKey KEY = new HMACConfidentialKey(TokenHistory.class, "token");

    /** Days of the first storage in ISO 8601, by hash of the token. */
    private final Map<String, String> stored = new TreeMap<>();

    /** Days of the last use in ISO 8601, by hash of the token. */
    private final Map<String, String> used = new TreeMap<>();

    public TokenHistory() {
        load();
    }

    public static TokenHistory get() {
        return ExtensionList.lookupSingleton(TokenHistory.class);
    }

    /** Records a use. Saves the history at most once a day for each token. */
    synchronized void noteUse(WebPaasApiToken token, LocalDate day) {
        if (!isUsersOwn(token) && !day.toString().equals(used.put(hash(token), day.toString()))) {
            save();
        }
    }

    /** Adds new tokens to the history, and removes tokens that are no longer stored. */
    synchronized void update(Collection<WebPaasApiToken> storedTokens, LocalDate day) {
        Set<String> hashes = storedTokens.stream().map(TokenHistory::hash).collect(Collectors.toSet());
        boolean changed = stored.keySet().retainAll(hashes) | used.keySet().retainAll(hashes);
        for (String hash : hashes) {
            changed |= stored.putIfAbsent(hash, day.toString()) == null;
        }
        if (changed) {
            save();
        }
    }

    /** Returns the age of a token; empty for a user's own token, and for a token that is not in the history. */
    synchronized Optional<TokenAge> ageOf(WebPaasApiToken token, LocalDate day) {
        String hash = hash(token);
        return Optional.ofNullable(stored.get(hash))
                .filter(since -> !isUsersOwn(token))
                .map(since -> {
                    String lastUse = used.get(hash);
                    return new TokenAge(days(since, day), lastUse == null ? null : days(lastUse, day));
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
