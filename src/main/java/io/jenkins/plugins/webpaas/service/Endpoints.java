package io.jenkins.plugins.webpaas.service;

import java.io.Serializable;
import java.net.URI;

/**
 * The URLs of a service, and the OAuth client that the plugin is for it (protocol, "Services").
 *
 * @param api base URL of the API; paths such as {@code /projects/…} are appended
 * @param auth base URL of the authorization server; {@code /oauth2/token} is appended
 * @param certifier URL of the SSH certifier, of which only scheme, host and port count; the path is always {@code /ssh}
 * @param clientId OAuth client id; the client secret is empty
 * @param console base URL of the web console; null if it is not known
 */
public record Endpoints(URI api, URI auth, URI certifier, String clientId, URI console) implements Serializable {

    /** @throws InvalidFieldException naming the field that is missing or unusable */
    public Endpoints {
        api = FieldChecks.url("apiUrl", api);
        auth = FieldChecks.url("authUrl", auth);
        certifier = FieldChecks.url("certifierUrl", certifier);
        clientId = FieldChecks.match("clientId", clientId, "[A-Za-z0-9._-]+");
        console = console == null ? null : FieldChecks.url("consoleUrl", console);
    }

    /**
     * Creates endpoints from texts that a user entered.
     *
     * @param console null or empty if it is not known
     */
    public static Endpoints of(String api, String auth, String certifier, String clientId, String console) {
        return new Endpoints(
                FieldChecks.parse("apiUrl", api),
                FieldChecks.parse("authUrl", auth),
                FieldChecks.parse("certifierUrl", certifier),
                clientId,
                FieldChecks.parse("consoleUrl", console));
    }

    /** Returns the URL that exchanges an API token (protocol, "API token → access token"). */
    public URI token() {
        return URI.create(auth + "/oauth2/token");
    }

    /** Returns the URL that signs a certificate (protocol, "SSH certificates"). The path {@code /ssh} replaces a configured path. */
    public URI certificate() {
        return certifier.resolve("/ssh");
    }
}
