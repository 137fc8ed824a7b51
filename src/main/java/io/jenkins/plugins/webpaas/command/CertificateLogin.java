package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/** Authenticates with a certificate and its key, in one message (RFC 4252, section 7). */
final class CertificateLogin extends AbstractAuthMethod {
    private final SshKeyPair key;
    private final Certificate certificate;

    CertificateLogin(SshKeyPair key, Certificate certificate) {
        super("publickey");
        this.key = key;
        this.certificate = certificate;
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        SSHPacket request = super.buildReq()
                .putBoolean(true)
                .putString(Certificate.KEY_TYPE)
                .putString(certificate.blob());
        byte[] signed = new Buffer.PlainBuffer()
                .putString(params.getTransport().getSessionID())
                .putBuffer(request)
                .getCompactData();
        return request.putString(key.sign(signed));
    }

    @Override
    public String toString() {
        return "a certificate that is valid from " + certificate.validAfter() + " to " + certificate.validBefore();
    }
}
