package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The access tokens that were issued: JWTs with the claims that clients read (protocol, "Tokens"). */
public final class IssuedTokens {
    /** The refusal of a bad API token (protocol, "Refused API token"). */
    public enum Refusal {
        /** 400, {@code invalid_grant}: the old provider. */
        INVALID_GRANT,
        /** 401, {@code request_unauthorized}: the new provider. */
        REQUEST_UNAUTHORIZED
    }

    record AccessToken(String value, String id, Account account, Instant expires) {}

    private final Clock clock;
    private final Map<String, AccessToken> tokens = new ConcurrentHashMap<>();
    private final SecretKeySpec key = new SecretKeySpec(Ids.fresh().getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
    private final Queue<String> issued = new ConcurrentLinkedQueue<>();
    private volatile Duration lifetime;
    private volatile Refusal refusal = Refusal.INVALID_GRANT;

    IssuedTokens(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    public void lifetime(Duration lifetime) {
        this.lifetime = lifetime;
    }

    Duration lifetime() {
        return lifetime;
    }

    public void refusal(Refusal refusal) {
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }

    AccessToken issue(Account account) {
        Instant now = clock.instant();
        String id = UUID.randomUUID().toString();
        ObjectNode claims = claims(account)
                .put("sub", account.id())
                .put("jti", id)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(lifetime).getEpochSecond())
                .put("access_id", accessId(account));
        AccessToken token = new AccessToken(jwt(claims), id, account, now.plus(lifetime));
        tokens.put(token.value(), token);
        issued.add(token.value());
        return token;
    }

    /** All that there ever were. */
    public List<String> issued() {
        return List.copyOf(issued);
    }

    /** The claims that a certificate repeats. */
    static ObjectNode claims(Account account) {
        ObjectNode claims = StandInJson.object().put("grant", "api_token");
        claims.set("amr", StandInJson.array(account.amr()));
        claims.putArray("scp");
        return claims;
    }

    static String accessId(Account account) {
        return "access-" + account.id();
    }

    /** The token of this value, unless it is unknown, expired or revoked. */
    Optional<AccessToken> live(String value) {
        return Optional.ofNullable(tokens.get(value))
                .filter(token -> clock.instant().isBefore(token.expires()));
    }

    /** Tells whether an access token is revoked, with which certificates that were issued for the token count no longer. */
    boolean revoked(String id) {
        return tokens.values().stream().noneMatch(token -> token.id().equals(id));
    }

    void revoke(String value) {
        tokens.remove(value);
    }

    /** Revokes all access tokens, as the end of all of an account's sessions does. */
    public void revokeAll() {
        tokens.clear();
    }

    private String jwt(ObjectNode claims) {
        String header =
                StandInJson.object().put("alg", "HS256").put("typ", "JWT").toString();
        String content = encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encode(claims.toString().getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return content + "." + encode(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
