package io.jenkins.plugins.webpaas.api.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;
import io.jenkins.plugins.webpaas.concurrent.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A short-lived bearer token, for which an API token was exchanged. Its claims are not verified (protocol, "API token → access token").
 *
 * @param value secret for the {@code Authorization} header
 * @param staleAt time from which a new access token should replace this one, which still works
 * @param expiresAt time from which this access token no longer works, by this machine's clock
 * @param userId claim {@code sub}; null if the access token does not name its user
 * @param authenticationMethods claim {@code amr}, such as {@code pwd} and {@code mfa}; empty if the access token has none
 */
public record AccessToken(
        String value, Instant staleAt, Instant expiresAt, String userId, List<String> authenticationMethods) {
    private static final Duration STALE_BEFORE_END = Duration.ofSeconds(60);

    /** Creates a token that was received now. It is stale for its last 60 s, or for the last quarter of a shorter life. */
    static AccessToken of(String value, Instant now, Duration lifetime) {
        Duration margin = Durations.shorter(lifetime.dividedBy(4), STALE_BEFORE_END);
        Instant end = now.plus(lifetime);
        JsonNode claims = claims(value);
        return new AccessToken(
                value,
                end.minus(margin),
                end,
                Json.text(claims, "sub"),
                claims.path("amr").valueStream().map(JsonNode::asText).toList());
    }

    /** Reads the claims of a JWT. Any other token has none. */
    private static JsonNode claims(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Json.NOTHING;
        }
        try {
            return Json.parse(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IllegalArgumentException e) {
            return Json.NOTHING;
        }
    }

    /**
     * Tells whether the user's login was other than by password alone. Certificates are then tied to this access token
     * (protocol, "When to renew").
     */
    public boolean isStronglyAuthenticated() {
        return !authenticationMethods.isEmpty() && !authenticationMethods.equals(List.of("pwd"));
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
