package io.jenkins.plugins.webpaas.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.computed.DefaultOrphanedItemStrategy;
import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.model.EnvironmentContributor;
import hudson.model.Job;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.folder.EnvironmentDeletionsLink.FailedDeletionsMonitor;
import io.jenkins.plugins.webpaas.job.FolderDefaults;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.TestExtension;

/** The environment of a branch goes with the job of the branch, once, and no other environment does. */
class BranchDeletionTest extends BranchDeletionFixture {

    @Test
    void indexingThatMissesTheBranchDeletesTheEnvironment() throws Exception {
        branches.git("branch -D " + FEATURE);
        branches.index(site);

        assertDeletedOnce();
        branches.index(site);
        assertDeletedOnce();
        assertThat(EnvironmentDeletions.get().ended()).hasSize(1);
        assertThat(project.environment("main").status()).isEqualTo("active");
    }

    @Test
    void aJobThatIsDeletedByHandTakesItsEnvironmentAlong() throws Exception {
        deleteJobOf(FEATURE);

        assertDeletedOnce();
        assertThat(ended().getBranchJob()).isEqualTo("Teams/site/feature%2Fx");
    }

    @Test
    void aDeadBranchKeepsItsEnvironmentForAsLongAsItsJobIsKept() throws Exception {
        site.setOrphanedItemStrategy(new DefaultOrphanedItemStrategy(true, "-1", "5"));
        branches.git("branch -D " + FEATURE);
        branches.index(site);
        assertThat(EnvironmentDeletions.get().pending()).isEmpty();
        assertThat(EnvironmentDeletions.get().ended()).isEmpty();

        site.setOrphanedItemStrategy(new DefaultOrphanedItemStrategy(true, "-1", "0"));
        branches.index(site);

        assertDeletedOnce();
    }

    @Test
    void itIsOffByDefault() throws Exception {
        defaults.setDeleteEnvironmentWithBranch(false);

        deleteJobOf(FEATURE);

        assertThat(EnvironmentDeletions.get().pending()).isEmpty();
        assertThat(EnvironmentDeletions.get().ended()).isEmpty();
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void anInactiveEnvironmentIsDeletedWithoutADeactivation() throws Exception {
        project.environment(FEATURE).status("inactive");

        deleteJobOf(FEATURE);

        assertThat(ended().isDeleted()).isTrue();
        assertThat(exists(FEATURE)).isFalse();
        assertThat(standIn.requests().count(Endpoint.DEACTIVATE)).isZero();
    }

    @Test
    void aBranchWithoutAnEnvironmentIsDone() throws Exception {
        branches.git("branch other");
        branches.index(site);

        deleteJobOf("other");

        assertThat(ended().isDeleted()).isTrue();
        assertThat(ended().getReason()).isEqualTo("There is no such environment.");
        assertThat(activities()).isEmpty();
    }

    @Test
    void theDefaultEnvironmentStays() throws Exception {
        deleteJobOf("main");

        assertKept("main", "is the default environment of project 'abcdefghij234'");
        assertThat(project.environment("main").status()).isEqualTo("active");
        assertThat(activities()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "staging"})
    void onlyDevelopmentEnvironmentsGo(String type) throws Exception {
        project.addEnvironment("live", type, "active");
        branches.git("branch live");
        branches.index(site);

        deleteJobOf("live");

        assertKept("live", "is of the type " + type);
        assertThat(activities()).isEmpty();
    }

    @Test
    void anEnvironmentWithActiveChildrenStaysUntilTheyAreDeletedToo() throws Exception {
        project.addEnvironment("child", "development", "active").parent(FEATURE);
        branches.git("branch child");
        branches.index(site);
        deleteJobOf(FEATURE);
        assertKept(FEATURE, "has active children: child");
        assertThat(activities()).isEmpty();

        deleteJobOf("child");

        await().until(() -> !exists(FEATURE));
        assertThat(exists("child")).isFalse();
    }

    @Test
    void aBranchThatComesBackBeforeTheFirstRequestKeepsItsEnvironment() throws Exception {
        standIn.faults().add(Endpoint.ENVIRONMENT, Fault.status(503));
        deleteJobOf(FEATURE);
        await().until(() -> EnvironmentDeletions.get().pending().get(0).getReason() != null);
        branches.index(site);
        standIn.faults().clear();

        runAnHourLater();

        assertKept(FEATURE, "The job 'Teams/site/feature%2Fx' has it");
        assertThat(project.environment(FEATURE).status()).isEqualTo("active");
    }

    @Test
    void aBranchThatComesBackDuringTheDeactivationKeepsTheRest() throws Exception {
        standIn.world().play(null);
        deleteJobOf(FEATURE);
        StandInActivity deactivation = activity();
        branches.index(site);

        deactivation.complete(Result.SUCCESS);

        assertKept(FEATURE, "a push activates it");
        assertThat(project.environment(FEATURE).status()).isEqualTo("inactive");
    }

    /** The environment of a pull request is that of its source branch. */
    @Test
    void aPullRequestOfTheSameBranchKeepsTheEnvironment() throws Exception {
        branches.git("branch pr-1");
        branches.index(site);

        deleteJobOf(FEATURE);
        assertKept(FEATURE, "The job 'Teams/site/pr-1' has it");

        deleteJobOf("pr-1");
        assertDeletedOnce();
    }

    /** Makes the branch {@code pr-1} a pull request, which the git plugin itself does not have. */
    @TestExtension("aPullRequestOfTheSameBranchKeepsTheEnvironment")
    public static final class PullRequest extends EnvironmentContributor {
        @Override
        @SuppressWarnings("rawtypes")
        public void buildEnvironmentFor(Job job, EnvVars variables, TaskListener listener) {
            if (job.getName().equals("pr-1")) {
                variables.put("CHANGE_ID", "1");
                variables.put("CHANGE_BRANCH", FEATURE);
            }
        }
    }

    @Test
    void aTagHasNoEnvironment() throws Exception {
        branches.git("tag old");
        branches.index(site);

        deleteJobOf("old");

        assertThat(EnvironmentDeletions.get().pending()).isEmpty();
        assertThat(EnvironmentDeletions.get().ended()).isEmpty();
        assertThat(exists("old")).isTrue();
    }

    /** The service finds an environment by its machine name too, which may be the name of another branch. */
    @Test
    void aBranchOfTheMachineNameOfAnotherEnvironmentDeletesNothing() throws Exception {
        String machineName = project.environment(FEATURE).machineName();
        branches.git("branch " + machineName);
        branches.index(site);

        deleteJobOf(machineName);

        assertKept(FEATURE, "The name is that of environment 'feature/x' too");
    }

    @Test
    void environmentsStayIfTheWholeMultibranchProjectIsDeleted() throws Exception {
        teams.delete();

        assertKept(FEATURE, "The whole multibranch project was deleted");
        assertThat(EnvironmentDeletions.get().ended()).hasSize(2);
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void aServiceThatIsAwayIsAskedAgain() throws Exception {
        standIn.faults().add(Endpoint.TOKEN, Fault.status(503));
        deleteJobOf(FEATURE);
        await().until(() -> EnvironmentDeletions.get().pending().get(0).getReason() != null);
        runAnHourLater();
        assertThat(EnvironmentDeletions.get().pending().get(0).getNextAttempt()).isAfter(new Date());
        assertThat(ExtensionList.lookupSingleton(FailedDeletionsMonitor.class).isActivated())
                .isFalse();
        standIn.faults().clear();

        runAnHourLater();

        assertDeletedOnce();
    }

    @Test
    void anAnswerThatIsLostStartsNothingASecondTime() throws Exception {
        standIn.faults().add(Endpoint.DEACTIVATE, Fault.dropAfter().acted());

        deleteJobOf(FEATURE);

        assertDeletedOnce();
    }

    @Test
    void aFolderThatNamesNoUsableTokenFailsAndSaysSo() throws Exception {
        defaults.setCredentialsId("nobody");

        deleteJobOf(FEATURE);

        assertThat(ended().isFailed()).isTrue();
        assertThat(ended().getReason()).contains("there is no API token 'nobody' here");
        defaults.setCredentialsId(null);
        EnvironmentDeletions.get().beginAgain(ended().getId());
        runAnHourLater();
        assertThat(ended().getReason()).contains("no folder around the deleted job names one");
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void theListOfThoseThatHaveEndedIsBounded() throws Exception {
        for (int i = 0; i < EnvironmentDeletions.MAX_ENDED + 5; i++) {
            EnvironmentDeletionState deletion = new EnvironmentDeletionState(
                    site.getItemByBranchName(FEATURE), site.getFullName(), FolderDefaults.in(site), "e" + i);
            EnvironmentDeletions.get().add(deletion);
            EnvironmentDeletions.get().end(deletion, EnvironmentDeletionState.End.KEPT, "A reason.", false);
        }

        assertThat(EnvironmentDeletions.get().ended()).hasSize(EnvironmentDeletions.MAX_ENDED);
        assertThat(EnvironmentDeletions.get().ended().get(0).getEnvironment())
                .isEqualTo("e" + (EnvironmentDeletions.MAX_ENDED + 4));
    }
}
