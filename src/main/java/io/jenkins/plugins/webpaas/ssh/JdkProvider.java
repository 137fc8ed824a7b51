package io.jenkins.plugins.webpaas.ssh;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the JDK's own provider of an algorithm. Other providers can fail: Jenkins installs Bouncy Castle in a node's JVM with classes
 * from the channel. After the channel is closed, the use of a class that is not loaded yet ends in a {@link LinkageError}.
 */
public final class JdkProvider {
    private static final Map<String, Provider> CACHE = new ConcurrentHashMap<>();

    private JdkProvider() {}

    /** @param service the type of service and the algorithm, such as {@code Signature.Ed25519} */
    public static Provider of(String service) throws NoSuchAlgorithmException {
        Provider provider = CACHE.get(service);
        if (provider == null) {
            provider = find(service);
            CACHE.put(service, provider);
        }
        return provider;
    }

    private static Provider find(String service) throws NoSuchAlgorithmException {
        Provider[] all = Security.getProviders(service);
        if (all != null) {
            for (Provider provider : all) {
                ClassLoader loader = provider.getClass().getClassLoader();
                if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
                    return provider;
                }
            }
        }
        throw new NoSuchAlgorithmException("This Java has no " + service);
    }
}
