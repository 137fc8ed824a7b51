package io.jenkins.plugins.webpaas.support;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;

/**
 * A security provider by the name of Bouncy Castle's, in the place of a real one, installed in this JVM until it is closed. Once it is lost, none of its classes
 * can be loaded, as on a node whose channel brought them and is gone.
 */
public final class LosableProvider extends Provider implements AutoCloseable {
    private static final long serialVersionUID = 1;

    private static final String NAME = "BC";

    /** The real one; null if the JVM has none. */
    private final transient Provider real = Security.getProvider(NAME);

    private boolean isLost;

    private LosableProvider() {
        super(NAME, "1", "for tests");
    }

    /**
     * Installs one.
     *
     * @param position among all providers, from 1 on
     * @param services that it has, such as {@code Signature.Ed25519}
     */
    public static LosableProvider install(int position, String... services) {
        LosableProvider provider = new LosableProvider();
        for (String service : services) {
            String[] words = service.split("\\.");
            provider.putService(new OfJdk(provider, words[0], words[1]));
        }
        Security.removeProvider(NAME);
        Security.insertProviderAt(provider, position);
        return provider;
    }

    public void lose() {
        isLost = true;
    }

    @Override
    public void close() {
        Security.removeProvider(NAME);
        if (real != null) {
            Security.addProvider(real);
        }
    }

    /** An algorithm of the JDK's own provider under this provider's name. */
    private static final class OfJdk extends Service {
        OfJdk(Provider provider, String type, String algorithm) {
            super(provider, type, algorithm, "org.bouncycastle." + type, null, null);
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            if (((LosableProvider) getProvider()).isLost) {
                throw new NoClassDefFoundError(getClassName());
            }
            String name = getAlgorithm().equals("ECDSA") ? "EC" : getAlgorithm();
            for (Provider other : Security.getProviders(getType() + "." + name)) {
                if (other != getProvider()) {
                    return other.getService(getType(), name).newInstance(parameter);
                }
            }
            throw new NoSuchAlgorithmException(name);
        }
    }
}
