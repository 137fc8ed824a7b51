package io.jenkins.plugins.webpaas.api.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The claims of an access token, which are not verified (protocol, "API token → access token").
 *
 * @param userId the JWT's {@code sub}; may be null
 * @param authenticationMethods the JWT's {@code amr}, such as {@code pwd} and {@code mfa}; empty if it has none
 */
public record TokenClaims(String userId, List<String> authenticationMethods) {
    private static final TokenClaims NONE = new TokenClaims(null, List.of());

    public TokenClaims {
        authenticationMethods = List.copyOf(authenticationMethods);
    }

    /** Reads the claims of a JWT. Any other token has none. */
    static TokenClaims of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return NONE;
        }
        try {
            JsonNode payload = Json.parse(Base64.getUrlDecoder().decode(parts[1]));
            List<String> methods = new ArrayList<>();
            payload.path("amr").forEach(method -> methods.add(method.asText()));
            return new TokenClaims(Json.text(payload, "sub"), methods);
        } catch (IllegalArgumentException | Json.InvalidException e) {
            return NONE;
        }
    }
}
