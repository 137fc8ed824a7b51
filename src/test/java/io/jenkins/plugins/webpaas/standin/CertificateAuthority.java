package io.jenkins.plugins.webpaas.standin;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** Signs SSH user certificates, with the extensions of protocol, "SSH certificates". */
public final class CertificateAuthority {
    /** A defect that certificates are issued with. */
    public enum Flaw {
        NONE,
        /** The certificate certifies another key than the client's. */
        OTHER_KEY,
        /** The certificate ended a minute ago. */
        EXPIRED,
        /** The certificate is one for a host. */
        HOST_TYPE,
        /** The certificate has the key id of another user. */
        OTHER_KEY_ID
    }

    /** The extension that names the access token. */
    static final String TOKEN_ID = "token-id@platform.sh";

    private static final List<String> STANDARD_EXTENSIONS = List.of(
            "permit-X11-forwarding",
            "permit-agent-forwarding",
            "permit-port-forwarding",
            "permit-pty",
            "permit-user-rc");

    private final Clock clock;
    private final KeyPair key = Keys.ed25519();
    private final AtomicLong serial = new AtomicLong();
    private volatile Duration lifetime;
    private volatile Flaw flaw = Flaw.NONE;

    CertificateAuthority(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    public void lifetime(Duration lifetime) {
        this.lifetime = lifetime;
    }

    /** Certificates from now on have this flaw. */
    public void flaw(Flaw flaw) {
        this.flaw = flaw;
    }

    /** The authority's public key, in authorized_keys form. */
    public String publicKey() {
        return PublicKeyEntry.toString(key.getPublic());
    }

    boolean signed(OpenSshCertificate certificate) {
        return KeyUtils.compareKeys(key.getPublic(), certificate.getCaPubKey());
    }

    /** A certificate for a public key, in one line. */
    String sign(PublicKey userKey, IssuedTokens.AccessToken token) throws GeneralSecurityException {
        Instant now = clock.instant();
        Instant end = flaw == Flaw.EXPIRED ? now.minusSeconds(60) : now.plus(lifetime);
        Instant start = flaw == Flaw.EXPIRED ? end.minus(lifetime) : now.minusSeconds(1);
        OpenSshCertificateBuilder builder = flaw == Flaw.HOST_TYPE
                ? OpenSshCertificateBuilder.hostCertificate()
                : OpenSshCertificateBuilder.userCertificate();
        builder.publicKey(flaw == Flaw.OTHER_KEY ? Keys.ed25519().getPublic() : userKey)
                .id(
                        flaw == Flaw.OTHER_KEY_ID
                                ? "somebody-else"
                                : token.account().id())
                .serial(serial.incrementAndGet())
                .validAfter(start)
                .validBefore(end)
                .extensions(extensions(token));
        try {
            return PublicKeyEntry.toString(builder.sign(key));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** MINA wraps a value in a string of its own within the data field, which is the double wrapping. */
    private static Map<String, String> extensions(IssuedTokens.AccessToken token) {
        Account account = token.account();
        Map<String, String> extensions = new LinkedHashMap<>();
        STANDARD_EXTENSIONS.forEach(name -> extensions.put(name, ""));
        extensions.put("access-id@platform.sh", IssuedTokens.accessId(account));
        extensions.put(TOKEN_ID, token.id());
        extensions.put("token-claims@platform.sh", IssuedTokens.claims(account).toString());
        extensions.put("is-app@platform.sh", "");
        if (account.amr().contains("mfa")) {
            extensions.put("has-mfa@platform.sh", "");
        }
        return extensions;
    }
}
