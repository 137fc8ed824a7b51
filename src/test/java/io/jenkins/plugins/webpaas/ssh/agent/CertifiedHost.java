package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.util.Arrays;
import java.util.List;

/** A host with a certificate (OpenSSH, PROTOCOL.certkeys) that this class writes and signs. */
final class CertifiedHost {
    private static final int RAW_LENGTH = 32;

    final SshKeyPair host = SshKeyPair.generate();
    final SshKeyPair authority = SshKeyPair.generate();

    int type = 2;
    List<String> principals = List.of("SSH.acme.example", "*.eu.acme.example");
    long validAfter;
    long validBefore = Long.MAX_VALUE;
    byte[] conditions = {};

    byte[] certificate() {
        SshWriter names = new SshWriter();
        principals.forEach(names::writeText);
        byte[] key = host.publicBlob();
        byte[] signed = new SshWriter()
                .writeText("ssh-ed25519-cert-v01@openssh.com")
                .writeText("a nonce")
                .writeString(Arrays.copyOfRange(key, key.length - RAW_LENGTH, key.length))
                .writeUint64(7)
                .writeUint32(type)
                .writeText("host")
                .writeString(names.toByteArray())
                .writeUint64(validAfter)
                .writeUint64(validBefore)
                .writeString(conditions)
                .writeText("")
                .writeText("")
                .writeString(authority.publicBlob())
                .toByteArray();
        return new SshWriter()
                .writeRaw(signed)
                .writeString(authority.sign(signed))
                .toByteArray();
    }
}
