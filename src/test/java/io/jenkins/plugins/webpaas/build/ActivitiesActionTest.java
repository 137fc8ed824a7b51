package io.jenkins.plugins.webpaas.build;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Functions;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.util.Locale;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.localizer.LocaleProvider;

/** Reads the activities of a build on its page, as people do. */
class ActivitiesActionTest extends StandInTest {
    private final LocaleProvider ofTests = LocaleProvider.getProvider();

    /** The harness has one for English alone. */
    @BeforeEach
    void speakTheReadersLanguage() {
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Functions.getCurrentLocale();
            }
        });
    }

    @AfterEach
    void restoreLanguage() {
        LocaleProvider.setProvider(ofTests);
    }

    @Test
    void saysInWordsHowEachStands() throws Exception {
        WorkflowRun build = success("""
                withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
                  webPaasBackup noWait: true
                }
                """);
        assertThat(state(build, "en")).isEqualTo("Not waited for");
        assertThat(state(build, "fr")).isEqualTo("Non attendue");

        standIn.world().project(StandIn.PROJECT).activities().get(0).complete(Result.SUCCESS);
        WorkflowRun waiting = begin("webPaasWait credentialsId: 'deploy-bot', project: 'abcdefghij234', activities: '"
                + standIn.world().project(StandIn.PROJECT).activities().get(0).id() + "'");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(waiting));
        assertThat(state(waiting, "en")).isEqualTo("Succeeded");
    }

    private String state(WorkflowRun build, String language) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.getOptions().setJavaScriptEnabled(false);
            client.addRequestHeader("Accept-Language", language);
            HtmlPage page = client.getPage(build);
            DomElement cell = page.querySelector(".webpaas-activities__state");
            return cell.asNormalizedText().trim();
        }
    }
}
