package io.jenkins.plugins.webpaas.job;

import hudson.Functions;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.localizer.LocaleProvider;

/** Jenkins speaks the language of the browser, as {@link hudson.WebAppMain} has it; the test harness knows English alone, from when it starts Jenkins. */
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

    /** A browser without scripts of somebody who reads a language. */
    public static JenkinsRule.WebClient client(JenkinsRule jenkins, String language) {
        JenkinsRule.WebClient client = jenkins.createWebClient().withJavaScriptEnabled(false);
        client.addRequestHeader("Accept-Language", language);
        return client;
    }
}
