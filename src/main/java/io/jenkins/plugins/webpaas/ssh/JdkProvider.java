package io.jenkins.plugins.webpaas.ssh;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the JDK's own provider of an algorithm. Others may be no good: Jenkins installs Bouncy Castle in a node's JVM with
 * classes from the channel, and once the channel is gone, each class that is not loaded yet is a {@link LinkageError}.
 */
public final class JdkProvider {
    private static final Map<String, Provider> FOUND = new ConcurrentHashMap<>();

    private JdkProvider() {}

    /** @param service and algorithm, such as {@code Signature.Ed25519} */
    public static Provider of(String service) throws NoSuchAlgorithmException {
        Provider found = FOUND.get(service);
        if (found == null) {
            found = find(service);
            FOUND.put(service, found);
        }
        return found;
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
