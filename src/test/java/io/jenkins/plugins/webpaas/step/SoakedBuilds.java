package io.jenkins.plugins.webpaas.step;

import com.sun.management.UnixOperatingSystemMXBean;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Run;
import hudson.slaves.DumbSlave;
import hudson.tasks.LogRotator;
import hudson.tasks.Shell;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuilder;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** Runs in the controller of the soak test: one build of each job after another. */
final class SoakedBuilds {
    private static final int NODES = 4;
    private static final String BLOCK =
            "withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main')";

    private static final TreeMap<String, TreeMap<String, Integer>> RESULTS = new TreeMap<>();
    private static final List<Future<?>> DRIVEN = new ArrayList<>();
    private static ExecutorService drivers;

    private SoakedBuilds() {}

    /**
     * The resources of this JVM after a garbage collection.
     *
     * @param heap in kilobytes
     * @param byName threads by name, without numbers
     */
    record Sample(long threads, long files, long heap, TreeMap<String, Long> byName) implements Serializable {}

    static void start(JenkinsRule jenkins, URI api, String sshDomain, String sshOptions, Instant end) throws Exception {
        StandInJenkins.configure(api, sshDomain, sshOptions);
        jenkins.jenkins.setNumExecutors(0);
        for (int i = 0; i < NODES; i++) {
            DumbSlave node = new DumbSlave(
                    "node" + i,
                    new File(jenkins.jenkins.getRootDir(), "nodes-roots/" + i).getPath(),
                    jenkins.createComputerLauncher(null));
            node.setLabelString("node");
            node.setNumExecutors(2);
            jenkins.jenkins.addNode(node);
            jenkins.waitOnline(node);
        }
        List<Job<?, ?>> jobs = jobs(jenkins);
        drivers = Executors.newFixedThreadPool(jobs.size());
        for (Job<?, ?> job : jobs) {
            job.setBuildDiscarder(new LogRotator(-1, 3));
            DRIVEN.add(drivers.submit(() -> drive(job, end)));
        }
        drivers.shutdown();
    }

    private static List<Job<?, ?>> jobs(JenkinsRule jenkins) throws Exception {
        FreeStyleProject freestyle = jenkins.createFreeStyleProject("freestyle");
        WebPaasBuildWrapper wrapper = new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID);
        wrapper.setProject(StandIn.PROJECT);
        wrapper.setEnvironment("main");
        freestyle.getBuildWrappersList().add(wrapper);
        freestyle.getBuildersList().add(new Shell("ssh \"$WEBPAAS_SSH_URL\" echo hello"));
        freestyle.getBuildersList().add(new WebPaasBuilder(new WebPaasBackupStep()));
        return List.of(
                freestyle,
                pipeline(jenkins, "push", """
                        node('node') {
                          deleteDir()
                          BLOCK {
                            sh '''
                              git clone -q "$WEBPAAS_GIT_URL" shop && cd shop && echo "$BUILD_TAG" > deployed && git add deployed
                              git -c user.name=Bot -c user.email=bot@example.com commit -qm Deploy
                              git push -q "$WEBPAAS_GIT_URL" HEAD:main
                            '''
                            webPaasWait timeout: 5
                          }
                        }
                        """),
                pipeline(jenkins, "backup", "BLOCK { webPaasBackup timeout: 5 }"),
                pipeline(
                        jenkins,
                        "operation",
                        "BLOCK { webPaasSourceOperation operation: 'update', noWait: true; webPaasWait() }"),
                pipeline(jenkins, "ssh", """
                        BLOCK {
                          webPaasSsh 'echo from the controller'
                          node('node') { sh 'ssh "$WEBPAAS_SSH_URL" echo from the node' }
                        }
                        """));
    }

    private static WorkflowJob pipeline(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script.replace("BLOCK", BLOCK), true));
        return job;
    }

    private static Void drive(Job<?, ?> job, Instant end) throws Exception {
        while (Instant.now().isBefore(end)) {
            Run<?, ?> build = (Run<?, ?>)
                    ParameterizedJobMixIn.scheduleBuild2(job, 0).getFuture().get();
            String outcome = outcome(build);
            synchronized (RESULTS) {
                RESULTS.computeIfAbsent(job.getName(), name -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
            }
        }
        return null;
    }

    /** Returns the result of a build, with the reason if it is no success. */
    private static String outcome(Run<?, ?> build) throws IOException {
        String errors = build.getLog(1000).stream()
                .filter(line -> line.startsWith("ERROR: "))
                .collect(Collectors.joining("; "));
        return build.getResult() + (errors.isEmpty() ? "" : " (" + errors + ")");
    }

    /** Returns false if builds still run after the time-out. */
    static Boolean awaitEnd(JenkinsRule jenkins, Duration time) throws InterruptedException {
        return drivers.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    static Sample sample(JenkinsRule jenkins) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Sample(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount(),
                (runtime.totalMemory() - runtime.freeMemory()) / 1024,
                Thread.getAllStackTraces().keySet().stream()
                        .collect(Collectors.groupingBy(
                                thread -> thread.getName().replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "#"),
                                TreeMap::new,
                                Collectors.counting())));
    }

    /** Returns the number of results by job. */
    static HashMap<String, TreeMap<String, Integer>> results(JenkinsRule jenkins) throws Exception {
        for (Future<?> driver : DRIVEN) {
            driver.get();
        }
        return new HashMap<>(RESULTS);
    }

    static void assertNothingLeft(JenkinsRule jenkins) {
        StandInJenkins.assertNothingLeft();
    }
}
