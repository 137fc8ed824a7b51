package io.jenkins.plugins.webpaas.api.auth;

import io.jenkins.plugins.webpaas.api.WebPaasApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The short-lived bearer token that an API token was exchanged for.
 *
 * @param value what goes into the {@code Authorization} header
 * @param staleAt from when a new one should be asked for; this one still works
 * @param expiresAt from when it no longer works, by this machine's clock
 * @param claims what it says of itself
 */
public record AccessToken(String value, Instant staleAt, Instant expiresAt, TokenClaims claims) {
    private static final Duration STALE_BEFORE_END = Duration.ofSeconds(60);

    /** A token that was received now. It is stale 60 s before its end, or for the last quarter of a shorter life. */
    static AccessToken of(String value, Instant now, Duration lifetime) {
        Duration quarter = lifetime.dividedBy(4);
        Duration margin = quarter.compareTo(STALE_BEFORE_END) < 0 ? quarter : STALE_BEFORE_END;
        Instant end = now.plus(lifetime);
        return new AccessToken(value, end.minus(margin), end, TokenClaims.of(value));
    }

    /** The user it was issued to, or null if it does not say so; {@link WebPaasApi#me} then knows. */
    public String userId() {
        return claims.userId();
    }

    /**
     * Whether the user's login was other than by password alone: certificates are then tied to this very token
     * (protocol section 3, "When to renew").
     */
    public boolean isStronglyAuthenticated() {
        List<String> methods = claims.authenticationMethods();
        return !methods.isEmpty() && !methods.equals(List.of("pwd"));
    }

    boolean isStale(Instant now) {
        return !now.isBefore(staleAt);
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "AccessToken[expiresAt=" + expiresAt + "]";
    }
}
