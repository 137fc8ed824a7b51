package io.jenkins.plugins.webpaas.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsUseListener;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Script;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.TestExtension;

class CredentialUseTest extends StandInJenkinsTest {
    /** Jenkins writes the list of all uses of a credential for each record, so records of each step would slow down a controller with many builds. */
    @Test
    void isRecordedOnceForEachBuild() throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(100)));
        String script = "node { " + BLOCK + " { webPaasBackup(); webPaasBackup() } }";

        WorkflowRun first = success(script);
        WorkflowRun second = success(script);

        assertThat(ExtensionList.lookupSingleton(Uses.class).builds).containsExactly(first, second);
    }

    @TestExtension
    public static final class Uses implements CredentialsUseListener {
        private final List<Run<?, ?>> builds = new CopyOnWriteArrayList<>();

        @Override
        public void onUse(Credentials credential, Run run) {
            builds.add(run);
        }

        @Override
        public void onUse(Credentials credential, Node node) {}

        @Override
        public void onUse(Credentials credential, Item item) {}
    }
}
