package io.jenkins.plugins.webpaas.command;

import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import com.hierynomus.sshj.transport.mac.Macs;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.DHGexSHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** What OpenSSH offers too: without the old algorithms that sshj would offer, and with what the JDK has, so that a node needs no
 * Bouncy Castle. */
final class SshSettings extends ConfigImpl {
    private static final List<KeyAlgorithms.Factory> HOST_KEYS = List.of(
            KeyAlgorithms.EdDSA25519(),
            KeyAlgorithms.ECDSASHANistp256(),
            KeyAlgorithms.ECDSASHANistp384(),
            KeyAlgorithms.ECDSASHANistp521(),
            KeyAlgorithms.RSASHA512(),
            KeyAlgorithms.RSASHA256());

    /** Those of which sshj knows no outdated signature; ssh-rsa is none of them. */
    private static final List<KeyAlgorithms.Factory> HOST_CERTIFICATES = List.of(
            KeyAlgorithms.EdDSA25519CertV01(),
            KeyAlgorithms.ECDSASHANistp256CertV01(),
            KeyAlgorithms.ECDSASHANistp384CertV01(),
            KeyAlgorithms.ECDSASHANistp521CertV01());

    static {
        SecurityUtils.setRegisterBouncyCastle(false);
    }

    SshSettings() {
        setLoggerFactory(new Silence());
        setVersion("Jenkins_WebPaaS");
        setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
        setKeyExchangeFactories(List.of(
                new Curve25519SHA256.Factory(),
                new Curve25519SHA256.FactoryLibSsh(),
                new ECDHNistP.Factory256(),
                new ECDHNistP.Factory384(),
                new ECDHNistP.Factory521(),
                new DHGexSHA256.Factory(),
                DHGroups.Group16SHA512(),
                DHGroups.Group18SHA512(),
                DHGroups.Group14SHA256(),
                new ExtInfoClientFactory()));
        setKeyAlgorithms(Stream.concat(HOST_KEYS.stream(), HOST_CERTIFICATES.stream())
                .filter(type -> isAvailable(type.getKeyType().toString()))
                .collect(Collectors.toList()));
        setVerifyHostKeyCertificates(false); // HostKeyCheck does, by the name under which the host's key is known
        setCipherFactories(List.of(
                GcmCiphers.AES128GCM(),
                GcmCiphers.AES256GCM(),
                BlockCiphers.AES128CTR(),
                BlockCiphers.AES192CTR(),
                BlockCiphers.AES256CTR()));
        setMACFactories(List.of(Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm(), Macs.HMACSHA2256(), Macs.HMACSHA2512()));
        setCompressionFactories(List.of(new NoneCompression.Factory()));
        setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
    }

    /** Whether host keys of a type can be checked. sshj reads ECDSA keys by a name that Bouncy Castle alone has for them. */
    static boolean isAvailable(String keyType) {
        return Stream.concat(HOST_KEYS.stream(), HOST_CERTIFICATES.stream())
                        .anyMatch(type -> type.getKeyType().toString().equals(keyType))
                && (!keyType.startsWith("ecdsa-") || hasEcdsa());
    }

    /** The types of certificates that can be checked. */
    static Stream<String> certificates() {
        return HOST_CERTIFICATES.stream()
                .map(type -> type.getKeyType().toString())
                .filter(SshSettings::isAvailable);
    }

    /** A Bouncy Castle whose classes came over a channel that is gone has the name alone. */
    private static boolean hasEcdsa() {
        try {
            KeyFactory.getInstance("ECDSA");
            return true;
        } catch (NoSuchAlgorithmException | LinkageError e) {
            return false;
        }
    }

    /** What goes wrong is in the exceptions; the rest would be noise in Jenkins' own log. */
    private static final class Silence implements LoggerFactory {
        @Override
        public Logger getLogger(String name) {
            return NOPLogger.NOP_LOGGER;
        }

        @Override
        public Logger getLogger(Class<?> type) {
            return NOPLogger.NOP_LOGGER;
        }
    }
}
