package io.jenkins.plugins.webpaas.job;

import hudson.util.Secret;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A regular expression that finds a secret in every form that Jenkins knows. The controller makes it. It is saved, and sent to nodes that write
 * their log themselves, as a {@link Secret} (SECURITY-3075).
 */
@Restricted(NoExternalUse.class)
public final class SecretPattern implements Serializable {
    private static final long serialVersionUID = 1;

    private final Secret regex;

    private SecretPattern(Secret regex) {
        this.regex = regex;
    }

    public static SecretPattern of(String secret) {
        return new SecretPattern(Secret.fromString(
                SecretPatterns.getAggregateSecretPattern(List.of(secret)).pattern()));
    }

    public Pattern compile() {
        return Pattern.compile(regex.getPlainText());
    }
}
