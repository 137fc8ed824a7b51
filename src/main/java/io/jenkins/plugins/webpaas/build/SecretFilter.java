package io.jenkins.plugins.webpaas.build;

import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import hudson.util.Secret;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.List;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;

/**
 * Masks a secret in the log of a block, in every form that Jenkins knows. The pattern is made on the controller and goes
 * to a node that writes its log itself as a {@link Secret} (SECURITY-3075).
 */
public final class SecretFilter extends ConsoleLogFilter implements Serializable {
    private static final long serialVersionUID = 1;

    private final Secret pattern;
    private final String charset;

    public SecretFilter(String secret, Charset charset) {
        pattern = Secret.fromString(
                SecretPatterns.getAggregateSecretPattern(List.of(secret)).pattern());
        this.charset = charset.name();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public OutputStream decorateLogger(Run build, OutputStream log) {
        return new SecretPatterns.MaskingOutputStream(log, () -> Pattern.compile(pattern.getPlainText()), charset);
    }
}
