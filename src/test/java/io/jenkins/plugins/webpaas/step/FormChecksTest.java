package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ExtensionList;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.pipeline.WithWebPaasStep;
import org.junit.jupiter.api.Test;

/** Tests that forms refuse every value that every build refuses. */
class FormChecksTest extends StandInJenkinsTest {
    private static <T> T form(Class<T> descriptor) {
        return ExtensionList.lookupSingleton(descriptor);
    }

    @Test
    void aLoginNeedsAnApiToken() throws Exception {
        WithWebPaasStep.DescriptorImpl login = form(WithWebPaasStep.DescriptorImpl.class);

        assertThat(login.doCheckCredentialsId(null, "")).hasMessageStartingWith("Choose an API token: ");
        assertThat(login.doCheckCredentialsId(null, StandInJenkins.CREDENTIALS_ID).kind)
                .isEqualTo(Kind.OK);
        assertThat(form(WebPaasBackupStep.DescriptorImpl.class).doCheckCredentialsId(null, "").kind)
                .as("a step inherits that of the login")
                .isEqualTo(Kind.OK);
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        assertThat(login.doCheckCredentialsId(null, ""))
                .hasMessageStartingWith(
                        "No API token yet. Create one in the service&#039;s console, under My profile, API tokens");
        assertThat(form(WebPaasBuildWrapper.DescriptorImpl.class).doCheckCredentialsId(null, "").kind)
                .isEqualTo(Kind.WARNING);
    }

    @Test
    void anEnvironmentNeedsAProject() {
        WithWebPaasStep.DescriptorImpl login = form(WithWebPaasStep.DescriptorImpl.class);

        assertThat(login.doCheckEnvironment(null, "main", " ")).hasMessage("Enter the project of the environment");
        assertThat(login.doCheckEnvironment(null, "main", "abcdefghij234").kind).isEqualTo(Kind.OK);
        assertThat(form(WebPaasBackupStep.DescriptorImpl.class).doCheckEnvironment(null, "main", "").kind)
                .as("a step inherits that of the login")
                .isEqualTo(Kind.OK);
    }

    @Test
    void aCommandMayNotBeEmptyAndReturnsOneThing() {
        WebPaasSshStep.DescriptorImpl command = form(WebPaasSshStep.DescriptorImpl.class);

        assertThat(command.doCheckCommand(" ")).hasMessageStartingWith("Enter a command line");
        assertThat(command.doCheckCommand("ls -l").kind).isEqualTo(Kind.OK);
        assertThat(command.doCheckReturnStatus(true, true)).hasMessageStartingWith("Choose one of the two");
        assertThat(command.doCheckReturnStatus(true, false).kind).isEqualTo(Kind.OK);
        assertThat(command.doCheckReturnStatus(false, true).kind).isEqualTo(Kind.OK);
    }

    @Test
    void aSynchronizationHasSomethingToDo() {
        WebPaasSynchronizeStep.DescriptorImpl synchronize = form(WebPaasSynchronizeStep.DescriptorImpl.class);

        assertThat(synchronize.doCheckData(false, false, false)).hasMessageContaining("nothing to synchronize");
        assertThat(synchronize.doCheckData(true, false, false).kind).isEqualTo(Kind.OK);
        assertThat(synchronize.doCheckData(false, true, false).kind).isEqualTo(Kind.OK);
        assertThat(synchronize.doCheckData(false, false, true).kind).isEqualTo(Kind.OK);
        assertThat(synchronize.doCheckRebase(true, false)).hasMessageStartingWith("To rebase, also tick");
        assertThat(synchronize.doCheckRebase(true, true).kind).isEqualTo(Kind.OK);
        assertThat(synchronize.doCheckRebase(false, false).kind).isEqualTo(Kind.OK);
    }

    @Test
    void aNewEnvironmentHasANameThatABranchCanHave() {
        WebPaasBranchStep.DescriptorImpl branch = form(WebPaasBranchStep.DescriptorImpl.class);

        assertThat(branch.doCheckName(null, " ")).hasMessage("Name: is missing. Name the new environment");
        assertThat(branch.doCheckName(null, "a..b")).hasMessageStartingWith("Name: &#039;a..b&#039; is no name that");
        assertThat(branch.doCheckName(null, "pr-12").kind).isEqualTo(Kind.OK);
    }

    @Test
    void aRuntimeOperationHasAName() {
        WebPaasOperationStep.DescriptorImpl operation = form(WebPaasOperationStep.DescriptorImpl.class);

        assertThat(operation.doCheckOperation(null, "")).hasMessage("Operation: is missing. Name a runtime operation");
        assertThat(operation.doCheckOperation(null, "clear-cache").kind).isEqualTo(Kind.OK);
    }

    @Test
    void aBackupIsAnId() {
        WebPaasRestoreStep.DescriptorImpl restore = form(WebPaasRestoreStep.DescriptorImpl.class);

        assertThat(restore.doCheckBackup(null, "of today"))
                .hasMessage("Backup: &#039;of today&#039; is no id of a backup");
        assertThat(restore.doCheckBackup(null, "k9m2n4p6q8r0s").kind).isEqualTo(Kind.OK);
        assertThat(restore.doCheckBackup(null, "").kind).isEqualTo(Kind.OK);
    }

    @Test
    void activitiesAreIds() {
        WebPaasWaitStep.DescriptorImpl wait = form(WebPaasWaitStep.DescriptorImpl.class);

        assertThat(wait.doCheckActivities(null, "abc, def"))
                .hasMessage("Activities: &#039;abc, def&#039; is no id of an activity, which is letters and digits");
        assertThat(wait.doCheckActivities(null, " abc1 ").kind).isEqualTo(Kind.OK);
        assertThat(wait.doCheckActivities(null, "").kind).isEqualTo(Kind.OK);
    }

    @Test
    void blanksAtTheEndsCountForNothing() {
        WithWebPaasStep login = new WithWebPaasStep();
        login.setCredentialsId(" deploy-bot ");
        login.setProject(" abcdefghij234\n");
        login.setEnvironment(" main ");
        login.setCli(" ");
        WebPaasWaitStep wait = new WebPaasWaitStep();
        wait.setActivities(" abc1 ");
        WebPaasBackupStep backup = new WebPaasBackupStep();
        backup.setProject(" $PROJECT ");

        assertThat(login)
                .extracting("credentialsId", "project", "environment", "cli")
                .containsExactly("deploy-bot", "abcdefghij234", "main", null);
        assertThat(wait.getActivities()).isEqualTo("abc1");
        assertThat(backup.getProject()).isEqualTo("$PROJECT");
        assertThat(new WebPaasSourceOperationStep(" update ").getOperation()).isEqualTo("update");
    }
}
