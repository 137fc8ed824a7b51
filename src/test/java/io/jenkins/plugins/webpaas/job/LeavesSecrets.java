package io.jenkins.plugins.webpaas.job;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a test that leaks a secret on purpose, so that {@link SecretHunt} is skipped after it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface LeavesSecrets {
    /** Returns the reason. */
    String value();
}
