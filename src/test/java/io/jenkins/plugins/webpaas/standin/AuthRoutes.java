package io.jenkins.plugins.webpaas.standin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mockwebserver3.MockResponse;
import org.apache.sshd.common.config.keys.KeyUtils;

/** Token exchange, revocation and certifier (protocol, "Tokens" and "SSH certificates"). */
final class AuthRoutes {
    private static final Set<String> CLIENT_IDS =
            Set.of("ovh-eu-cli", "platform-cli", "upsun-cli", "platform-api-user");
    private static final Set<String> KEY_TYPES = Set.of("ssh-ed25519", "ssh-rsa");

    private final IssuedTokens tokens;
    private final CertificateAuthority authority;

    AuthRoutes(IssuedTokens tokens, CertificateAuthority authority) {
        this.tokens = tokens;
        this.authority = authority;
    }

    void addTo(HttpDispatcher face) {
        face.route(Endpoint.TOKEN, this::token)
                .route(Endpoint.REVOKE, this::revoke)
                .route(Endpoint.CERTIFICATE, this::certificate)
                .route(Endpoint.AUTHORITY, call -> {
                    var body = StandInJson.object();
                    body.putArray("authorities").add(authority.publicKey());
                    return StandInResponse.ok(body);
                });
    }

    private MockResponse token(Call call) {
        authenticateClient(call.request());
        String grant = field(call.request(), "grant_type").orElse("");
        if (!grant.equals("api_token")) {
            throw StandInResponse.oauth(400, "unsupported_grant_type", "No such grant type: " + grant);
        }
        Account account = field(call.request(), "api_token")
                .flatMap(value -> call.world().accountByApiToken(value))
                .orElseThrow(this::badApiToken);
        if (account.ssoExpired()) {
            throw StandInResponse.oauth(400, "invalid_grant", "SSO session has expired");
        }
        return StandInResponse.ok(StandInJson.object()
                .put("access_token", tokens.issue(account).value())
                .put("expires_in", tokens.lifetime().toSeconds())
                .put("token_type", "bearer"));
    }

    private StandInResponse.Refused badApiToken() {
        if (tokens.refusal() == IssuedTokens.Refusal.INVALID_GRANT) {
            return StandInResponse.oauth(400, "invalid_grant", "Invalid API token");
        }
        return new StandInResponse.Refused(StandInResponse.json(
                401,
                StandInJson.object()
                        .put("error", "request_unauthorized")
                        .put("error_hint", "The API token is not valid.")
                        .put("error_description", "The request could not be authorized.")));
    }

    private MockResponse revoke(Call call) {
        authenticateClient(call.request());
        field(call.request(), "token").ifPresent(tokens::revoke);
        return StandInResponse.empty(200);
    }

    /** By HTTP Basic, or by form fields; the secret is empty either way. */
    private static void authenticateClient(Request request) {
        String basic = Optional.ofNullable(request.header("Authorization")).orElse("");
        String client;
        if (basic.startsWith("Basic ")) {
            byte[] decoded = Base64.getDecoder().decode(basic.substring("Basic ".length()));
            client = new String(decoded, StandardCharsets.UTF_8);
        } else {
            client = field(request, "client_id").orElse("")
                    + ":"
                    + field(request, "client_secret").orElse("");
        }
        if (!client.endsWith(":") || !CLIENT_IDS.contains(client.substring(0, client.length() - 1))) {
            throw StandInResponse.oauth(401, "invalid_client", "Client authentication failed");
        }
    }

    private static Optional<String> field(Request request, String name) {
        return request.fields().getOrDefault(name, List.of()).stream().findFirst();
    }

    private MockResponse certificate(Call call) {
        try {
            PublicKey key = Keys.parse(call.json().path("key").asText());
            if (!KEY_TYPES.contains(KeyUtils.getKeyType(key))) {
                throw StandInResponse.invalid("key", "This type of key is not supported");
            }
            return StandInResponse.ok(
                    StandInJson.object().put("certificate", authority.sign(key, call.token()) + "\n"));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw StandInResponse.invalid("key", "This is no public key: " + e.getMessage());
        }
    }
}
