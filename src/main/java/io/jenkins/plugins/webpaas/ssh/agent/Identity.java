package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import java.time.Duration;
import java.util.Arrays;

/**
 * A key pair with its certificate and lifetime. The lifetime does not depend on the node's clock.
 *
 * @param end the {@link System#nanoTime} until which the identity signs
 */
public record Identity(SshKeyPair key, Certificate certificate, long end) {

    /** @param lifetime time from now on during which the identity signs */
    public Identity(SshKeyPair key, Certificate certificate, Duration lifetime) {
        this(key, certificate, System.nanoTime() + lifetime.toNanos());
    }

    public boolean isExpired() {
        return System.nanoTime() - end >= 0;
    }

    boolean hasCertificate(byte[] blob) {
        return Arrays.equals(certificate.blob(), blob);
    }
}
