package io.jenkins.plugins.webpaas.job;

import hudson.Functions;
import java.net.URL;
import java.util.Locale;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
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

    /** Returns the answer of a descriptor's method to a form, such as {@code config.CustomService/checkName?value=x}. */
    public static String post(JenkinsRule jenkins, String language, String request) throws Exception {
        try (JenkinsRule.WebClient client = client(jenkins, language).withThrowExceptionOnFailingStatusCode(false)) {
            URL url = new URL(jenkins.getURL(), "descriptorByName/io.jenkins.plugins.webpaas." + request);
            return client.getPage(client.addCrumb(new WebRequest(url, HttpMethod.POST)))
                    .getWebResponse()
                    .getContentAsString()
                    .replace("&#039;", "'");
        }
    }

    /** Returns a browser without scripts whose user reads a language. */
    public static JenkinsRule.WebClient client(JenkinsRule jenkins, String language) {
        JenkinsRule.WebClient client = jenkins.createWebClient().withJavaScriptEnabled(false);
        client.addRequestHeader("Accept-Language", language);
        return client;
    }
}
