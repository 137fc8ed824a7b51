package io.jenkins.plugins.webpaas.service;

import java.io.Serializable;
import java.net.URI;

/**
 * Where a service answers over HTTP, and as which OAuth client it knows us (protocol section 1).
 *
 * @param api base URL of the API; paths such as {@code /projects/…} are appended
 * @param auth base URL of the authorization server; {@code /oauth2/token} is appended
 * @param certifier the SSH certifier: only its scheme, host and port count, its path is always {@code /ssh}
 * @param clientId OAuth client id; the client secret is empty
 */
public record Endpoints(URI api, URI auth, URI certifier, String clientId) implements Serializable {

    /** @throws InvalidFieldException naming the field that is missing or unusable */
    public Endpoints {
        api = FieldChecks.url("apiUrl", api);
        auth = FieldChecks.url("authUrl", auth);
        certifier = FieldChecks.url("certifierUrl", certifier);
        clientId = FieldChecks.match("clientId", clientId, "[A-Za-z0-9._-]+");
    }

    /** The same from what a person typed. */
    public static Endpoints of(String api, String auth, String certifier, String clientId) {
        return new Endpoints(
                FieldChecks.url("apiUrl", api),
                FieldChecks.url("authUrl", auth),
                FieldChecks.url("certifierUrl", certifier),
                clientId);
    }

    /** Where an API token is exchanged (protocol section 2). */
    public URI token() {
        return URI.create(auth + "/oauth2/token");
    }

    /** Where a certificate is signed (protocol section 3): the path {@code /ssh} replaces any that is configured. */
    public URI certificate() {
        return certifier.resolve("/ssh");
    }
}
