package io.jenkins.plugins.webpaas.job;

import hudson.Functions;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.localizer.LocaleProvider;

/** Makes Jenkins use the language of the browser, as {@link hudson.WebAppMain} does. The test harness sets English when it starts Jenkins. */
public final class ReadersLanguage implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
    private LocaleProvider ofTests;

    @Override
    public void beforeTestExecution(ExtensionContext test) {
        ofTests = LocaleProvider.getProvider();
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Functions.getCurrentLocale();
            }
        });
    }

    @Override
    public void afterTestExecution(ExtensionContext test) {
        LocaleProvider.setProvider(ofTests);
    }

    /** Returns a browser without scripts whose user reads a language. */
    public static JenkinsRule.WebClient client(JenkinsRule jenkins, String language) {
        JenkinsRule.WebClient client = jenkins.createWebClient().withJavaScriptEnabled(false);
        client.addRequestHeader("Accept-Language", language);
        return client;
    }
}
