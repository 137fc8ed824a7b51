package io.jenkins.plugins.webpaas.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.ExtensionList;
import io.jenkins.plugins.webpaas.folder.EnvironmentDeletionsLink.FailedDeletionsMonitor;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.net.URL;
import java.time.Duration;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests the page of deletions, and what administrators do there. */
class EnvironmentDeletionsLinkTest extends BranchDeletionFixture {
    @Test
    void aFailedActivityIsShownToAdministratorsUntilItIsTriedAgain() throws Exception {
        standIn.world().play(Script.failure(Duration.ofMillis(100), "Disk full\n"));
        FailedDeletionsMonitor monitor = ExtensionList.lookupSingleton(FailedDeletionsMonitor.class);
        deleteJobOf(FEATURE);
        assertThat(ended().isFailed()).isTrue();
        assertThat(monitor.isActivated()).isTrue();
        assertThat(ended().getReason()).contains("environment.deactivate", "failure", "Disk full");
        assertThat(exists(FEATURE)).isTrue();
        String page =
                jenkins.createWebClient().goTo("manage/webpaas-deletions/").asNormalizedText();
        assertThat(page).contains("feature/x", "Teams/site/feature%2Fx", "failed", "Disk full");
        assertThat(jenkins.createWebClient().goTo("manage").asNormalizedText())
                .contains(
                        "Jenkins could not delete the environments", "Environment feature/x of project abcdefghij234");

        playActivities();
        EnvironmentDeletions.get().beginAgain(ended().getId());
        EnvironmentDeleter.get().runSoon();

        assertThat(ended().isDeleted()).isTrue();
        assertThat(exists(FEATURE)).isFalse();
        assertThat(monitor.isActivated()).isFalse();
    }

    @Test
    void anAdministratorKeepsAnEnvironmentWhoseDeletionHasBegun() throws Exception {
        standIn.world().play(null);
        deleteJobOf(FEATURE);
        StandInActivity deactivation = activity();
        String keep = "keep?id=" + EnvironmentDeletions.get().pending().get(0).getId();
        JenkinsRule.WebClient client = jenkins.createWebClient();
        assertThat(client.goTo("manage/webpaas-deletions/").getWebResponse().getContentAsString())
                .contains(keep);

        client.getPage(client.addCrumb(
                new WebRequest(new URL(jenkins.getURL(), "manage/webpaas-deletions/" + keep), HttpMethod.POST)));
        deactivation.complete(Result.SUCCESS);
        await().until(() -> project.environment(FEATURE).status().equals("inactive"));
        runAnHourLater();

        assertKept(FEATURE, "An administrator keeps it.");
    }
}
