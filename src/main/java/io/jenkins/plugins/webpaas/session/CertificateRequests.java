package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import java.io.IOException;
import java.time.Instant;

/** Requests SSH certificates and checks the answers. */
public final class CertificateRequests {
    private CertificateRequests() {}

    /**
     * Requests a certificate of the account for a public key.
     *
     * @param publicKey a line of {@code authorized_keys}, as the node sent it
     * @throws IOException with a message for users
     */
    public static Certificate of(WebPaasApi api, String publicKey, Instant now) throws IOException {
        if (!SshKeyPair.isPublicLine(publicKey)) {
            throw new IOException("The node sent no valid public key, so it gets no certificate."
                    + " Check which programs run on it");
        }
        Certificate certificate = Certificate.parse(api.certificate(publicKey));
        certificate.check(publicKey, api.userId(), now);
        return certificate;
    }
}
