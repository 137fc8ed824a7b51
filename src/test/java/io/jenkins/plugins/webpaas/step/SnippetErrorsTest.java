package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests the message that the snippet generator shows for an invalid form. */
@WithJenkins
class SnippetErrorsTest {
    @Test
    void theProblemIsShownAndNothingElse(JenkinsRule jenkins) throws Exception {
        JSONObject backup = form(WebPaasBackupStep.class).element("timeout", "1.5");
        JSONObject operation = form(WebPaasSourceOperationStep.class)
                .element("operation", "update")
                .element("variablesText", "no variable");

        assertThat(snippet(jenkins, backup))
                .isEqualTo("Time-out in minutes: '1.5' is no whole number from 0 to 2147483647");
        assertThat(snippet(jenkins, operation)).startsWith("Variables: ").doesNotContain("\tat ");
        assertThat(snippet(jenkins, form(WebPaasBackupStep.class).element("timeout", "15")))
                .isEqualTo("webPaasBackup timeout: 15");
    }

    private static JSONObject form(Class<?> step) {
        return new JSONObject().element("stapler-class", step.getName()).element("$class", step.getName());
    }

    private static String snippet(JenkinsRule jenkins, JSONObject form) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            WebRequest request =
                    new WebRequest(new URL(jenkins.getURL(), "pipeline-syntax/generateSnippet"), HttpMethod.POST);
            request.setRequestParameters(List.of(new NameValuePair("json", form.toString())));
            client.addCrumb(request);
            return client.getPage(request).getWebResponse().getContentAsString().trim();
        }
    }
}
