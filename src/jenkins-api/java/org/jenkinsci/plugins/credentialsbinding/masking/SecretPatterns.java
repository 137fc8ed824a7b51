package org.jenkinsci.plugins.credentialsbinding.masking;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.regex.Pattern;

public class SecretPatterns {
    private SecretPatterns() {}

    public static native Pattern getAggregateSecretPattern(Collection<String> inputs);

    public static class MaskingOutputStream extends OutputStream {
        public MaskingOutputStream(OutputStream out, Supplier<Pattern> secretPattern, String charsetName) {}

        @Override
        public native void write(int b) throws IOException;
    }
}
