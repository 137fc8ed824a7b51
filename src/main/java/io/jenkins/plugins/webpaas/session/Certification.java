package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.client.WebPaasApi;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import java.io.IOException;
import java.time.Instant;

/** Asks for certificates and sees to it that they are what was asked for. */
public final class Certification {
    private Certification() {}

    /**
     * A certificate of the account for a public key.
     *
     * @param publicKey a line of {@code authorized_keys}
     * @throws IOException with a message for the user
     */
    public static Certificate of(WebPaasApi api, String publicKey, Instant now) throws IOException {
        Certificate certificate = Certificate.parse(api.certificate(publicKey));
        certificate.check(publicKey, api.userId(), now);
        return certificate;
    }
}
