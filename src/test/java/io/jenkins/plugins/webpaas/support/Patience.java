package io.jenkins.plugins.webpaas.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Sets Awaitility's default time. JUnit finds this extension by itself. A long time costs
 * nothing where all is well, and so it is enough for a machine that is slow and busy; only a test that is about time has less.
 */
public final class Patience implements BeforeAllCallback {
    public static final int SECONDS = 120;

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(SECONDS));
    }
}
