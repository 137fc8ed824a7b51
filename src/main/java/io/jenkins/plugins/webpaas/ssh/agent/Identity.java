package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import java.time.Duration;
import java.util.Arrays;

/** A key pair with its certificate and lifetime. The lifetime does not depend on the node's clock. */
public final class Identity {
    private final SshKeyPair key;
    private final Certificate certificate;
    private final long end;

    /** @param lifetime time from now on during which the identity signs */
    public Identity(SshKeyPair key, Certificate certificate, Duration lifetime) {
        this.key = key;
        this.certificate = certificate;
        this.end = System.nanoTime() + lifetime.toNanos();
    }

    public boolean isExpired() {
        return System.nanoTime() - end >= 0;
    }

    byte[] blob() {
        return certificate.blob();
    }

    String comment() {
        return certificate.keyId();
    }

    boolean hasCertificate(byte[] blob) {
        return Arrays.equals(certificate.blob(), blob);
    }

    byte[] sign(byte[] data) {
        return key.sign(data);
    }
}
