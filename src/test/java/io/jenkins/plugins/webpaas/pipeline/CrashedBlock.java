package io.jenkins.plugins.webpaas.pipeline;

import hudson.model.FreeStyleProject;
import hudson.tasks.Shell;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuilder;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.step.WebPaasBackupStep;
import java.io.Serializable;
import java.util.Locale;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A build with a session on a node, whose controller is killed at a certain point.
 *
 * @param files path without suffix: the build makes {@code .in} inside the block, waits for {@code .go}, and makes {@code .after} when it has used SSH
 *     after that
 */
record CrashedBlock(Kind kind, Point point, String files) implements Serializable {
    /** The moment of a build at which the controller is killed. */
    enum Point {
        /** The node has made the session ready, and the service has not answered the request for the certificate. */
        OPENING,
        INSIDE,
        /** The node has been asked to close the session, and has not answered. */
        CLOSING
    }

    /** The kind of block that opens the session. */
    enum Kind {
        IN_NODE("node('a') { withWebPaas(TARGET) { STEPS } }", FlowDurabilityHint.MAX_SURVIVABILITY),
        AROUND_NODE("withWebPaas(TARGET) { node('a') { STEPS } }", FlowDurabilityHint.MAX_SURVIVABILITY),
        FAST("node('a') { withWebPaas(TARGET, ssh: 'files') { STEPS } }", FlowDurabilityHint.PERFORMANCE_OPTIMIZED),
        FREESTYLE(null, null),
        FREESTYLE_BUILT_IN(null, null);

        private final String script;
        private final FlowDurabilityHint durability;

        Kind(String script, FlowDurabilityHint durability) {
            this.script = script;
            this.durability = durability;
        }

        /** Tells whether Jenkins resumes such a build after a crash. */
        boolean survives() {
            return durability == FlowDurabilityHint.MAX_SURVIVABILITY;
        }
    }

    /** Returns the name of the job, which is also the id of the project. */
    String name() {
        return (kind + "" + point).replace("_", "").toLowerCase(Locale.ROOT);
    }

    void begin(JenkinsRule jenkins) throws Exception {
        String shell = """
                touch F.in
                until [ -e F.go ]; do sleep 0.1; done
                until ssh "$WEBPAAS_SSH_URL" true; do [ -e F.go ] || exit 1; sleep 1; done
                touch F.after
                """.replace("F.", files + ".");
        if (kind.script == null) {
            freestyle(jenkins, shell).scheduleBuild2(0);
        } else {
            pipeline(jenkins, shell).scheduleBuild2(0);
        }
    }

    private FreeStyleProject freestyle(JenkinsRule jenkins, String shell) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name());
        job.setAssignedNode(kind == Kind.FREESTYLE ? jenkins.jenkins.getNode("a") : jenkins.jenkins);
        WebPaasBuildWrapper login = new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID);
        login.setProject(name());
        login.setEnvironment("main");
        login.setSsh(kind == Kind.FREESTYLE ? "files" : "agent");
        job.getBuildWrappersList().add(login);
        job.getBuildersList().add(new Shell(shell));
        if (point == Point.CLOSING) {
            job.getBuildersList().add(new WebPaasBuilder(new WebPaasBackupStep()));
        }
        return job;
    }

    private WorkflowJob pipeline(JenkinsRule jenkins, String shell) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name());
        String target = "credentialsId: 'deploy-bot', project: '" + name() + "', environment: 'main'";
        String steps = "sh '''" + shell + "'''" + (point == Point.CLOSING ? "; webPaasBackup()" : "");
        String script = kind.script.replace("TARGET", target).replace("STEPS", steps);
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.addProperty(new DurabilityHintJobProperty(kind.durability));
        return job;
    }
}
