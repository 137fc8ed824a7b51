package io.jenkins.plugins.webpaas.standin;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.security.SecurityUtils;

/** SSH keys. */
final class Keys {
    static {
        // Bouncy Castle is MINA's affair: registered for the whole JVM it would change what other tests measure.
        System.setProperty("org.apache.sshd.security.provider.BC.useNamed", "false");
    }

    private Keys() {}

    static KeyPair ed25519() {
        try {
            return SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A public key in authorized_keys form. */
    static PublicKey parse(String line) throws GeneralSecurityException, IOException {
        return AuthorizedKeyEntry.parseAuthorizedKeyEntry(line.trim())
                .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
    }
}
