package io.jenkins.plugins.webpaas.standin;

import java.security.PublicKey;
import java.time.Clock;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.server.session.ServerSession;

/**
 * The {@code publickey} method for certificates of our authority alone (protocol, "What the service refuses": a plain key is refused). MINA's own
 * check has no place for a clock; ours is the server's.
 */
final class CertificateAuthentication extends UserAuthPublicKey {
    /** The attribute of an SSH session with the certificate that its client authenticated with. */
    static final AttributeKey<OpenSshCertificate> CERTIFICATE = new AttributeKey<>();

    private final CertificateAuthority authority;
    private final StandInData world;
    private final Clock clock;
    private final SshLog log;

    CertificateAuthentication(CertificateAuthority authority, StandInData world, Clock clock, SshLog log) {
        this.authority = authority;
        this.world = world;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public Boolean doAuth(Buffer buffer, boolean init) throws Exception {
        ServerSession session = getServerSession();
        boolean signed = buffer.getBoolean();
        String algorithm = buffer.getString();
        int start = buffer.rpos();
        int end = buffer.wpos();
        int length = buffer.getInt();
        buffer.wpos(buffer.rpos() + length);
        PublicKey key = buffer.getRawPublicKey();
        buffer.wpos(end);

        String refusal = refusal(key);
        if (refusal == null && !signed) {
            sendPublicKeyResponse(
                    session, getUsername(), algorithm, key, buffer.array(), start, Integer.BYTES + length, buffer);
            return null;
        }
        if (refusal == null) {
            byte[] signature = buffer.getBytes();
            buffer.rpos(start);
            buffer.wpos(start + Integer.BYTES + length);
            Signature verifier =
                    NamedFactory.create(SignatureFactoriesManager.resolveSignatureFactories(this, session), algorithm);
            OpenSshCertificate certificate = (OpenSshCertificate) key;
            verifier.initVerifier(session, certificate.getCertPubKey());
            if (verifySignature(session, getUsername(), algorithm, key, buffer, verifier, signature)) {
                session.setAttribute(CERTIFICATE, certificate);
                log.accept();
                return true;
            }
            refusal = "the signature is wrong";
        }
        log.refuse(getUsername(), refusal);
        return false;
    }

    /** Returns the reason why a key does not authenticate, or null if the key does. */
    private String refusal(PublicKey key) {
        if (!(key instanceof OpenSshCertificate certificate)) {
            return "a plain key";
        }
        if (certificate.getType() != OpenSshCertificate.Type.USER) {
            return "a host's certificate";
        }
        if (!authority.signed(certificate)) {
            return "a certificate of another authority";
        }
        try {
            verifyCertificateSignature(getServerSession(), certificate);
        } catch (Exception e) {
            return "a forged certificate";
        }
        if (!OpenSshCertificate.isValidAt(certificate, clock.instant())) {
            return "an expired certificate";
        }
        return world.accountById(certificate.getId()).isPresent() ? null : "a certificate of nobody";
    }
}
