package io.jenkins.plugins.webpaas.api.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A short-lived bearer token, for which an API token was exchanged.
 *
 * @param value secret for the {@code Authorization} header
 * @param staleAt time from which a new access token should replace this one, which still works
 * @param expiresAt time from which this access token no longer works, by this machine's clock
 * @param claims what the access token says about its user and their login
 */
public record AccessToken(String value, Instant staleAt, Instant expiresAt, TokenClaims claims) {
    private static final Duration STALE_BEFORE_END = Duration.ofSeconds(60);

    /** Creates a token that was received now. It is stale for its last 60 s, or for the last quarter of a shorter life. */
    static AccessToken of(String value, Instant now, Duration lifetime) {
        Duration quarter = lifetime.dividedBy(4);
        Duration margin = quarter.compareTo(STALE_BEFORE_END) < 0 ? quarter : STALE_BEFORE_END;
        Instant end = now.plus(lifetime);
        return new AccessToken(value, end.minus(margin), end, TokenClaims.of(value));
    }

    /** Returns the id of the user; null if the access token does not tell. */
    public String userId() {
        return claims.userId();
    }

    /**
     * Tells whether the user's login was other than by password alone. Certificates are then tied to this access token
     * (protocol, "When to renew").
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
