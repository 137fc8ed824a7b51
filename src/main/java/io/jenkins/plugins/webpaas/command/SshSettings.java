package io.jenkins.plugins.webpaas.command;

import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import com.hierynomus.sshj.transport.mac.Macs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.SocketFactory;
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

/**
 * The algorithms and settings of SSH connections: those that OpenSSH offers, without the old ones that sshj adds, and only those of the
 * JDK, so that a node needs no Bouncy Castle.
 */
final class SshSettings extends ConfigImpl {
    /** The types of host keys. The certificates are those with current signatures in sshj; {@code ssh-rsa} is not among them. */
    private static final List<KeyAlgorithms.Factory> HOST_KEYS = List.of(
            KeyAlgorithms.EdDSA25519(),
            KeyAlgorithms.ECDSASHANistp256(),
            KeyAlgorithms.ECDSASHANistp384(),
            KeyAlgorithms.ECDSASHANistp521(),
            KeyAlgorithms.RSASHA512(),
            KeyAlgorithms.RSASHA256(),
            KeyAlgorithms.EdDSA25519CertV01(),
            KeyAlgorithms.ECDSASHANistp256CertV01(),
            KeyAlgorithms.ECDSASHANistp384CertV01(),
            KeyAlgorithms.ECDSASHANistp521CertV01());

    static {
        SecurityUtils.setRegisterBouncyCastle(false);
    }

    SshSettings() {
        setLoggerFactory(new NoLogging());
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
        setKeyAlgorithms(HOST_KEYS.stream()
                .filter(type -> isAvailable(type.getKeyType().toString()))
                .collect(Collectors.toList()));
        setVerifyHostKeyCertificates(false); // HostKeyCheck does, with the name of the host's key
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

    /** Tells whether host keys of a type can be checked. sshj reads ECDSA keys under a name that only Bouncy Castle has for them. */
    static boolean isAvailable(String keyType) {
        return HOST_KEYS.stream().anyMatch(type -> type.getKeyType().toString().equals(keyType))
                && (!keyType.startsWith("ecdsa-") || hasEcdsa());
    }

    /** Returns the certificate types that can be checked. */
    static Stream<String> certificates() {
        return HOST_KEYS.stream()
                .map(type -> type.getKeyType().toString())
                .filter(type -> type.endsWith("-cert-v01@openssh.com") && isAvailable(type));
    }

    /** Tells whether ECDSA keys can be read. A Bouncy Castle whose classes came over a closed channel fails to load. */
    private static boolean hasEcdsa() {
        try {
            KeyFactory.getInstance("ECDSA");
            return true;
        } catch (NoSuchAlgorithmException | LinkageError e) {
            return false;
        }
    }

    /** Suppresses the log of sshj. Exceptions report all failures. */
    private static final class NoLogging implements LoggerFactory {
        @Override
        public Logger getLogger(String name) {
            return NOPLogger.NOP_LOGGER;
        }

        @Override
        public Logger getLogger(Class<?> type) {
            return NOPLogger.NOP_LOGGER;
        }
    }

    /**
     * Creates sockets that an interrupt of the thread closes while it connects or waits for the first answer. They send a packet at once, even if the host
     * has not acknowledged the one before.
     */
    static final class InterruptibleSockets extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            Socket socket = SocketChannel.open().socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
