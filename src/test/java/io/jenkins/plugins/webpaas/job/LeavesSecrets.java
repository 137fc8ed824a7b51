package io.jenkins.plugins.webpaas.job;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that puts a secret where it must not be, so that {@link SecretHunt} is left out after it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface LeavesSecrets {
    /** Why. */
    String value();
}
