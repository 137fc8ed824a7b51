package io.jenkins.plugins.webpaas.job;

import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.Charset;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Masks a secret in the log of a block. */
@Restricted(NoExternalUse.class)
public final class SecretFilter extends ConsoleLogFilter implements Serializable {
    private static final long serialVersionUID = 1;

    private final SecretPattern pattern;
    private final String charset;

    public SecretFilter(String secret, Charset charset) {
        pattern = SecretPattern.of(secret);
        this.charset = charset.name();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public OutputStream decorateLogger(Run build, OutputStream log) {
        return new SecretPatterns.MaskingOutputStream(log, pattern::compile, charset);
    }
}
