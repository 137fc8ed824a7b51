package io.jenkins.plugins.webpaas.node;

import com.sun.management.OperatingSystemMXBean;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.webpaas.job.ActivitiesAction;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.nodes.StepStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.jvnet.hudson.test.JenkinsRule;

/** Runs in the controller of {@link ManyBlocksBenchmark}: builds with one block each, which does nothing until {@link #proceed}. */
final class ManyBlocks {
    private static final int SAMPLES = 5;
    private static final int CHECK_MILLIS = 50;

    private static final List<WorkflowJob> JOBS = new ArrayList<>();
    private static final List<WorkflowRun> BUILDS = new ArrayList<>();
    private static long emptyHeap;

    private ManyBlocks() {}

    /**
     * The controller at the end of a stage.
     *
     * @param cpuSeconds processor time of this JVM
     * @param most the most threads during the stage
     * @param heap in bytes, without what there was before the builds
     */
    record Measurement(double seconds, double cpuSeconds, ThreadCount most, ThreadCount threads, long heap)
            implements Serializable {}

    private static final class Stage {
        private final long start = System.nanoTime();
        private final long cpuStart = cpu();
        private final ThreadCount.Watch watch = new ThreadCount.Watch();

        Measurement end() throws InterruptedException {
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = (cpu() - cpuStart) / 1e9;
            ThreadCount most = watch.end();
            return new Measurement(seconds, cpuSeconds, most, ThreadCount.now(), heap() - emptyHeap);
        }

        private static long cpu() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        }
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    static void executors(JenkinsRule jenkins, int count) throws IOException {
        jenkins.jenkins.setNumExecutors(0);
        for (Node node : jenkins.jenkins.getNodes()) {
            ((Slave) node).setNumExecutors(count);
        }
        jenkins.jenkins.setNodes(jenkins.jenkins.getNodes());
    }

    /** Makes jobs, each with a script. */
    static void create(JenkinsRule jenkins, ArrayList<String> scripts) throws Exception {
        for (String script : scripts) {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class);
            job.setDefinition(new CpsFlowDefinition(script, true));
            JOBS.add(job);
        }
    }

    /** Starts a build of each job, and waits until all blocks are open. */
    static Measurement open(JenkinsRule jenkins) throws Exception {
        emptyHeap = heap();
        Stage opening = new Stage();
        for (WorkflowJob job : JOBS) {
            BUILDS.add(job.scheduleBuild2(0).waitForStart());
        }
        for (WorkflowRun build : BUILDS) {
            while (input(build) == null) {
                pause(build);
            }
        }
        return opening.end();
    }

    private static InputStepExecution input(WorkflowRun build) throws Exception {
        InputAction action = build.getAction(InputAction.class);
        return action == null || action.getExecutions().isEmpty()
                ? null
                : action.getExecutions().get(0);
    }

    private static void pause(WorkflowRun build) throws Exception {
        if (!build.isBuilding()) {
            throw new IllegalStateException(JenkinsRule.getLog(build));
        }
        TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
    }

    /** Returns the median of the milliseconds in which a block opens while the others are open. */
    static Double openOneMore(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            times.add(opening(jenkins.buildAndAssertSuccess(job)));
        }
        job.delete();
        times.sort(null);
        return (double) times.get(SAMPLES / 2);
    }

    /** Returns the time from the start of the block's step to the start of the block's body. */
    private static long opening(WorkflowRun build) {
        for (FlowNode node : new DepthFirstScanner().allNodes(build.getExecution())) {
            FlowNode step = node.getParents().stream().findFirst().orElse(null);
            if (node instanceof StepStartNode body
                    && body.isBody()
                    && step != null
                    && step.getDisplayFunctionName().startsWith("with")) {
                return TimingAction.getStartTime(body) - TimingAction.getStartTime(step);
            }
        }
        throw new IllegalStateException("No block in " + build);
    }

    /** Lets some blocks go on. */
    static void proceed(JenkinsRule jenkins, int from, int to) throws Exception {
        for (WorkflowRun build : BUILDS.subList(from, to)) {
            input(build).proceed((Object) null);
        }
    }

    /** Lets some blocks go on, and waits until each waits for an activity. */
    static Measurement awaitWaits(JenkinsRule jenkins, int from, int to) throws Exception {
        Stage stage = new Stage();
        proceed(jenkins, from, to);
        for (WorkflowRun build : BUILDS.subList(from, to)) {
            while (build.getAction(ActivitiesAction.class) == null) {
                pause(build);
            }
        }
        return stage.end();
    }

    static Measurement watch(JenkinsRule jenkins, int seconds) throws InterruptedException {
        Stage stage = new Stage();
        TimeUnit.SECONDS.sleep(seconds);
        return stage.end();
    }

    /** Waits for the ends of all builds, and returns how many seconds that took. */
    static Double end(JenkinsRule jenkins) throws Exception {
        long start = System.nanoTime();
        for (WorkflowRun build : BUILDS) {
            while (build.isBuilding()) {
                TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        for (WorkflowRun build : BUILDS) {
            jenkins.assertBuildStatus(Result.SUCCESS, build);
        }
        for (WorkflowJob job : JOBS) {
            job.delete();
        }
        JOBS.clear();
        BUILDS.clear();
        return seconds;
    }
}
