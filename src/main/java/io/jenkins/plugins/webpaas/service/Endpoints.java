package io.jenkins.plugins.webpaas.service;

import java.io.Serializable;
import java.net.URI;

/**
 * The URLs of a service, without slashes at their ends, and the OAuth client that the plugin is for it (protocol, "Services").
 *
 * @param api base URL of the API; paths such as {@code /projects/…} are appended
 * @param auth base URL of the authorization server; {@code /oauth2/token} is appended
 * @param certifier URL of the SSH certifier, of which only scheme, host and port count; the path is always {@code /ssh}
 * @param clientId OAuth client id; the client secret is empty
 * @param console base URL of the web console; null if it is not known, for which the constructor also takes an empty text
 */
public record Endpoints(String api, String auth, String certifier, String clientId, String console)
        implements Serializable {

    public Endpoints {
        api = FieldChecks.url("apiUrl", api);
        auth = FieldChecks.url("authUrl", auth);
        certifier = FieldChecks.url("certifierUrl", certifier);
        clientId = FieldChecks.match("clientId", clientId, "[A-Za-z0-9._-]+");
        console = console == null || console.isBlank() ? null : FieldChecks.url("consoleUrl", console);
    }

    /** Returns the URL that exchanges an API token (protocol, "API token → access token"). */
    public String token() {
        return auth + "/oauth2/token";
    }

    /** Returns the URL that signs a certificate (protocol, "SSH certificates"). The path {@code /ssh} replaces a configured path. */
    public String certificate() {
        return URI.create(certifier).resolve("/ssh").toString();
    }
}
