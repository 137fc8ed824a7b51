package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.ExtensionList;
import hudson.model.Result;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.PipelineJobs.Gate;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.workflow.flow.StepListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.DynamicContext;
import org.jenkinsci.plugins.workflow.steps.EchoStep;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.TestExtension;

/** Tests that no race leaves a session open. */
class WithWebPaasRaceTest extends StandInJenkinsTest {
    @TempDir
    private Path directory;

    /** Holds a block that has opened its session just before its body starts. */
    @TestExtension("anAbortJustBeforeTheBodyStartsLeavesNoSession")
    public static final class BeforeTheBody extends DynamicContext.Typed<FailureHandler> {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        @NonNull
        protected Class<FailureHandler> type() {
            return FailureHandler.class;
        }

        @Override
        protected FailureHandler get(DelegatedContext context) {
            if (reached.getCount() == 0) {
                return null;
            }
            reached.countDown();
            boolean wasInterrupted = false;
            while (goOn.getCount() > 0) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
            return null;
        }
    }

    @Test
    void anAbortJustBeforeTheBodyStartsLeavesNoSession() throws Exception {
        BeforeTheBody moment = ExtensionList.lookupSingleton(BeforeTheBody.class);
        WorkflowRun build = begin("node { withWebPaas(credentialsId: 'deploy-bot') { echo 'inside' } }");
        moment.reached.await();
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isOne();

        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        moment.goOn.countDown();

        StandInJenkins.assertNothingLeft();
        jenkins.assertLogNotContains("inside", build);
    }

    private record Place(BlockSessions sessions, Workspace workspace) {}

    /** Records the flow node of the first echo. */
    @TestExtension("aNodeThatWasLeftGetsNoSecondSession")
    public static final class Echoes implements StepListener {
        private final CompletableFuture<Place> place = new CompletableFuture<>();

        @Override
        public void notifyOfNewStep(@NonNull Step step, @NonNull StepContext context) {
            if (step instanceof EchoStep) {
                try {
                    place.complete(new Place(
                            context.get(WebPaasBlock.class).sessions(),
                            Workspace.around(context.get(FlowNode.class)).orElseThrow()));
                } catch (Exception e) {
                    place.completeExceptionally(e);
                }
            }
        }
    }

    @Test
    void aNodeThatWasLeftGetsNoSecondSession() throws Exception {
        Gate gate = new Gate(directory.resolve("go"));
        WorkflowRun build = PipelineJobs.gatedJob(
                        jenkins,
                        "withWebPaas(credentialsId: 'deploy-bot') { node { echo 'here';"
                                + " sh 'ssh-add -l' }; echo 'left'; " + gate + " }")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("left", build);
        StandInJenkins.assertNothingLeft();
        Place place = ExtensionList.lookupSingleton(Echoes.class).place.get();

        assertNoSession(place);
        gate.open();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        assertNoSession(place);

        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isOne();
        StandInJenkins.assertNothingLeft();
    }

    private static void assertNoSession(Place place) {
        assertThatThrownBy(() -> place.sessions().at(place.workspace()))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("The block has left the node '");
    }
}
