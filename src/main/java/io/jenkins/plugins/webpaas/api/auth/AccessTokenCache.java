package io.jenkins.plugins.webpaas.api.auth;

import io.jenkins.plugins.webpaas.api.http.Retries;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;
import okio.ByteString;

/**
 * The access tokens in use, one for each API token and service. All callers share an access token, so none is ever revoked
 * (protocol, "Revoke").
 */
public final class AccessTokenCache {
    private static final Logger LOGGER = Logger.getLogger(AccessTokenCache.class.getName());
    private static final Duration RENEWAL_PAUSE = Duration.ofSeconds(30);

    private final TokenExchange exchange;

    /** Guarded by itself. No thread blocks while it holds this lock. */
    private final Map<String, Slot> slots = new HashMap<>();

    public AccessTokenCache(TokenExchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Returns an access token that has not expired. Renews a stale one; if that fails, the stale one is used until its end.
     *
     * @param refused an access token that the API refused; a new one replaces it, or the one that another caller got. May be null
     * @param retries repeats attempts while there is no usable token. Callers share attempts, and each has its own retries
     * @throws WebPaasException if the API token cannot be exchanged
     * @throws InterruptedIOException if the thread was interrupted; the interrupt flag stays set
     */
    AccessToken get(ApiToken token, AccessToken refused, Retries retries) throws IOException {
        return retries.run(() -> attempt(token, refused));
    }

    private AccessToken attempt(ApiToken token, AccessToken refused) throws IOException {
        String key = key(token);
        AccessToken result = null;
        while (result == null) {
            Slot slot;
            CompletableFuture<AccessToken> pending;
            CompletableFuture<AccessToken> own = new CompletableFuture<>();
            synchronized (slots) {
                Instant now = exchange.now();
                slot = slot(key, now);
                slot.forget(refused);
                if (slot.isUsableWithoutRenewal(now)) {
                    return slot.current;
                }
                pending = slot.isPending() ? slot.attempt : null;
                if (pending == null) {
                    slot.attempt = own;
                }
            }
            result = pending == null ? exchange(token, slot, own) : await(pending);
        }
        return result;
    }

    /** Returns a text that tells API tokens and services apart, and does not show the API token. */
    private static String key(ApiToken token) {
        String digest = ByteString.encodeUtf8(token.secret()).sha256().hex();
        return digest + " " + token.service().id() + " "
                + token.service().endpoints().token();
    }

    private Slot slot(String key, Instant now) {
        if (!slots.containsKey(key)) {
            slots.values().removeIf(slot -> !slot.isPending() && !slot.isUsable(now));
        }
        return slots.computeIfAbsent(key, k -> new Slot());
    }

    private AccessToken exchange(ApiToken token, Slot slot, CompletableFuture<AccessToken> own) throws IOException {
        try {
            AccessToken fresh = exchange.exchange(token);
            synchronized (slots) {
                slot.current = fresh;
            }
            own.complete(fresh);
            return fresh;
        } catch (WebPaasException e) {
            AccessToken old = keepStale(slot);
            if (old == null) {
                own.completeExceptionally(e);
                throw e;
            }
            LOGGER.warning(() -> "An access token could not be renewed, the old one is used until " + old.expiresAt()
                    + ": " + e.getMessage());
            return old;
        } finally {
            // If this caller ends otherwise, say by an interrupt, the waiting callers make attempts of their own.
            own.complete(null);
        }
    }

    /** Returns the token that could not be renewed, if it has not expired, else null. The next renewal has to wait. */
    private AccessToken keepStale(Slot slot) {
        synchronized (slots) {
            Instant now = exchange.now();
            if (!slot.isUsable(now)) {
                return null;
            }
            slot.renewNotBefore = now.plus(RENEWAL_PAUSE);
            return slot.current;
        }
    }

    /** Returns the token of another caller's attempt, or null if that caller was interrupted. */
    private static AccessToken await(CompletableFuture<AccessToken> pending) throws IOException {
        try {
            return pending.get();
        } catch (InterruptedException e) {
            throw Sleeper.interrupted("Interrupted while waiting for an access token");
        } catch (ExecutionException e) {
            throw ((WebPaasException) e.getCause()).copy();
        }
    }

    /** The access token of one API token, and the attempt to get one. */
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

        /** Tells whether callers get the current token at once, although another caller may be renewing it. */
        boolean isUsableWithoutRenewal(Instant now) {
            return isUsable(now) && (!current.isStale(now) || isPending() || now.isBefore(renewNotBefore));
        }

        void forget(AccessToken refused) {
            if (refused != null && current != null && current.value().equals(refused.value())) {
                current = null;
            }
        }
    }
}
