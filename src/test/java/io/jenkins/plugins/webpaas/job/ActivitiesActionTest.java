package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;

/** Reads the activities on a build's page. */
@ExtendWith(ReadersLanguage.class)
class ActivitiesActionTest extends StandInJenkinsTest {
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
        try (JenkinsRule.WebClient client = ReadersLanguage.client(jenkins, language)) {
            HtmlPage page = client.getPage(build);
            DomElement cell = page.querySelector(".webpaas-activities__state");
            return cell.asNormalizedText().trim();
        }
    }
}
