package io.jenkins.plugins.webpaas.api.auth;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.Objects;

/**
 * The long-lived secret of a machine user.
 *
 * @param service never null
 * @param secret not blank, without white space and control characters
 */
public record ApiToken(Service service, String secret) {

    /** @throws InvalidFieldException as {@link #check} does */
    public ApiToken {
        Objects.requireNonNull(service, "service");
        check(secret);
    }

    /** @throws InvalidFieldException if a secret cannot be an API token; the message does not show it */
    public static void check(String secret) {
        if (secret == null || secret.isBlank()) {
            throw new InvalidFieldException("token", "token.missing");
        }
        if (secret.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new InvalidFieldException("token", "token.space");
        }
    }

    @Override
    public String toString() {
        return "ApiToken[service=" + service.id() + "]";
    }
}
