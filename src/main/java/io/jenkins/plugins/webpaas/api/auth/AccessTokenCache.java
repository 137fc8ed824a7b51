package io.jenkins.plugins.webpaas.api.auth;

import io.jenkins.plugins.webpaas.api.http.Retries;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The access tokens in use: one for each API token and service, however many callers there are. None is ever revoked, as
 * others may be using it (protocol section 2, "Revoke").
 */
public final class AccessTokenCache {
    private static final Logger LOGGER = Logger.getLogger(AccessTokenCache.class.getName());
    private static final Duration RENEWAL_PAUSE = Duration.ofSeconds(30);

    private final TokenExchange exchange;
    private final Clock clock;

    /** Guarded by itself; nothing is waited for meanwhile. */
    private final Map<Key, Slot> slots = new HashMap<>();

    public AccessTokenCache(TokenExchange exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    /**
     * One that has not expired. A stale one is renewed; should that fail, it is good until its end.
     *
     * @param retries for as long as there is none. Callers share attempts, and each repeats them as it likes
     * @throws WebPaasException if there is none to be had
     * @throws InterruptedIOException if the thread was interrupted; the interrupt flag stays set
     */
    AccessToken get(ApiToken token, Retries retries) throws IOException {
        return retries.run(() -> attempt(token, null));
    }

    /**
     * Another one than that which the API refused: somebody else's replacement of it, or a new one.
     *
     * @throws IOException as {@link #get} does
     */
    AccessToken replace(ApiToken token, AccessToken refused, Retries retries) throws IOException {
        return retries.run(() -> attempt(token, refused));
    }

    private AccessToken attempt(ApiToken token, AccessToken refused) throws IOException {
        Key key = Key.of(token);
        AccessToken result = null;
        while (result == null) {
            Slot slot;
            CompletableFuture<AccessToken> others;
            CompletableFuture<AccessToken> mine = new CompletableFuture<>();
            synchronized (slots) {
                Instant now = clock.instant();
                slot = slot(key, now);
                slot.forget(refused);
                if (slot.isGood(now)) {
                    return slot.current;
                }
                others = slot.isPending() ? slot.attempt : null;
                if (others == null) {
                    slot.attempt = mine;
                }
            }
            result = others == null ? exchange(token, slot, mine) : await(others);
        }
        return result;
    }

    private Slot slot(Key key, Instant now) {
        if (!slots.containsKey(key)) {
            slots.values().removeIf(slot -> !slot.isPending() && !slot.isUsable(now));
        }
        return slots.computeIfAbsent(key, k -> new Slot());
    }

    private AccessToken exchange(ApiToken token, Slot slot, CompletableFuture<AccessToken> mine) throws IOException {
        try {
            AccessToken fresh = exchange.exchange(token);
            synchronized (slots) {
                slot.current = fresh;
            }
            mine.complete(fresh);
            return fresh;
        } catch (WebPaasException e) {
            AccessToken old = keep(slot);
            if (old == null) {
                mine.completeExceptionally(e);
                throw e;
            }
            LOGGER.log(
                    Level.WARNING,
                    "An access token could not be renewed, the old one is used until {0}: {1}",
                    new Object[] {old.expiresAt(), e.getMessage()});
            return old;
        } finally {
            // Those who still wait try for themselves: this caller was interrupted, say, which is no concern of theirs.
            mine.complete(null);
        }
    }

    /** The token that could not be renewed and serves on, or null if there is none. */
    private AccessToken keep(Slot slot) {
        synchronized (slots) {
            Instant now = clock.instant();
            if (!slot.isUsable(now)) {
                return null;
            }
            slot.renewNotBefore = now.plus(RENEWAL_PAUSE);
            return slot.current;
        }
    }

    /** Null if the other caller brought no result. */
    private static AccessToken await(CompletableFuture<AccessToken> others) throws IOException {
        try {
            return others.get();
        } catch (InterruptedException e) {
            throw Sleeper.interrupted("Interrupted while waiting for an access token");
        } catch (ExecutionException e) {
            throw ((WebPaasException) e.getCause()).copy();
        }
    }

    private record Key(String service, URI endpoint, String digest) {
        static Key of(ApiToken token) {
            return new Key(token.service().id(), token.service().endpoints().token(), sha256(token.secret()));
        }

        private static String sha256(String text) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Slot {
        private AccessToken current;
        private CompletableFuture<AccessToken> attempt;
        private Instant renewNotBefore = Instant.MIN;

        boolean isPending() {
            return attempt != null && !attempt.isDone();
        }

        boolean isUsable(Instant now) {
            return current != null && !current.isExpired(now);
        }

        /** Also while another caller renews it. */
        boolean isGood(Instant now) {
            return isUsable(now) && (!current.isStale(now) || isPending() || now.isBefore(renewNotBefore));
        }

        void forget(AccessToken refused) {
            if (refused != null && current != null && current.value().equals(refused.value())) {
                current = null;
            }
        }
    }
}
