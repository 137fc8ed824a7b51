package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Run;
import hudson.tasks.LogRotator;
import hudson.tasks.Shell;
import io.jenkins.plugins.webpaas.build.Pipelines;
import io.jenkins.plugins.webpaas.build.StandInJenkins;
import io.jenkins.plugins.webpaas.build.StandInTest;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBackupBuilder;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Builds of all kinds on four nodes, over a service in trouble, for {@code -Dsoak.minutes}: what they hold must not grow. The
 * stand-in and the nodes' programs are of this machine too, so that only growth says something.
 */
@EnabledIfSystemProperty(named = "soak.minutes", matches = "\\d+")
class SoakTest extends StandInTest {
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 0));
    private static final Duration INTERVAL = LENGTH.dividedBy(30);
    private static final int NODES = 4;
    private static final String BLOCK =
            "withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main')";

    private static final List<Endpoint> ENDPOINTS = List.of(
            Endpoint.TOKEN,
            Endpoint.CERTIFICATE,
            Endpoint.ENVIRONMENT,
            Endpoint.ACTIVITIES,
            Endpoint.ACTIVITY,
            Endpoint.LOG,
            Endpoint.BACKUP,
            Endpoint.SOURCE_OPERATION);

    private static final List<Fault> FAULTS = List.of(
            Fault.status(429).header("Retry-After", "1"),
            Fault.status(500),
            Fault.html(502).acted(),
            Fault.status(503),
            Fault.dropBefore(),
            Fault.dropAfter(),
            Fault.truncatedBody());

    private final Random random = new Random(7);
    private final Map<String, Map<String, Integer>> results = new ConcurrentSkipListMap<>();
    private final List<Sample> samples = new ArrayList<>();

    /** What this JVM holds after a garbage collection; the heap in kilobytes. */
    private record Sample(long threads, long files, long heap) {
        static Sample now() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return new Sample(
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                            .getOpenFileDescriptorCount(),
                    (runtime.totalMemory() - runtime.freeMemory()) / 1024);
        }
    }

    @Test
    void nothingGrows() throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(800), "one\n", "two\n"));
        for (int i = 0; i < NODES; i++) {
            jenkins.createOnlineSlave().setLabelString("node");
        }
        List<Job<?, ?>> jobs = jobs();
        ExecutorService drivers = Executors.newFixedThreadPool(jobs.size());
        Instant end = Instant.now().plus(LENGTH);
        List<Future<?>> driven = new ArrayList<>();
        for (Job<?, ?> job : jobs) {
            driven.add(drivers.submit(() -> drive(job, end)));
        }
        drivers.shutdown();
        while (!drivers.awaitTermination(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            samples.add(Sample.now());
            standIn.requests().clear();
        }
        for (Future<?> driver : driven) {
            driver.get();
        }
        report();

        assertThat(results).allSatisfy((job, byResult) -> assertThat(byResult).containsKey("SUCCESS"));
        assertThat(started("environment.backup")).isLessThanOrEqualTo(builds("backup") + builds("freestyle"));
        assertThat(started("environment.source-operation")).isLessThanOrEqualTo(builds("operation"));
        assertNoGrowth("threads", Sample::threads, 10);
        assertNoGrowth("open files", Sample::files, 20);
        assertNoGrowth("heap, KB", Sample::heap, 15_000);
        StandInJenkins.assertNothingLeft();
    }

    private List<Job<?, ?>> jobs() throws Exception {
        List<Job<?, ?>> jobs = new ArrayList<>();
        jobs.add(pipeline("push", """
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
                """));
        jobs.add(pipeline("backup", "BLOCK { webPaasBackup timeout: 5 }"));
        jobs.add(pipeline(
                "operation", "BLOCK { webPaasSourceOperation operation: 'update', noWait: true; webPaasWait() }"));
        jobs.add(pipeline("ssh", """
                BLOCK {
                  webPaasSsh 'echo from the controller'
                  node('node') { sh 'ssh "$WEBPAAS_SSH_URL" echo from the node' }
                }
                """));
        FreeStyleProject freestyle = jenkins.createFreeStyleProject("freestyle");
        WebPaasBuildWrapper wrapper = new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID);
        wrapper.setProject(StandIn.PROJECT);
        wrapper.setEnvironment("main");
        freestyle.getBuildWrappersList().add(wrapper);
        freestyle.getBuildersList().add(new Shell("ssh \"$WEBPAAS_SSH_URL\" echo hello"));
        freestyle.getBuildersList().add(new WebPaasBackupBuilder());
        freestyle.setAssignedLabel(jenkins.jenkins.getLabel("node"));
        jobs.add(freestyle);
        for (Job<?, ?> job : jobs) {
            job.setBuildDiscarder(new LogRotator(-1, 3));
        }
        return jobs;
    }

    private WorkflowJob pipeline(String name, String script) throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, script.replace("BLOCK", BLOCK));
        job.renameTo(name);
        return job;
    }

    /** One build after another. */
    private Void drive(Job<?, ?> job, Instant end) throws Exception {
        while (Instant.now().isBefore(end)) {
            disturb();
            Run<?, ?> build = (Run<?, ?>)
                    ParameterizedJobMixIn.scheduleBuild2(job, 0).getFuture().get();
            results.computeIfAbsent(job.getName(), name -> new ConcurrentHashMap<>())
                    .merge(outcome(build), 1, Integer::sum);
        }
        return null;
    }

    /** Its result, and why it is no success. */
    private static String outcome(Run<?, ?> build) throws IOException {
        String errors = build.getLog(1000).stream()
                .filter(line -> line.startsWith("ERROR: "))
                .collect(Collectors.joining("; "));
        return build.getResult() + (errors.isEmpty() ? "" : " (" + errors + ")");
    }

    private void disturb() {
        Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        standIn.faults().add(ENDPOINTS.get(random.nextInt(ENDPOINTS.size())), fault.times(1));
    }

    private int builds(String job) {
        return results.get(job).values().stream().mapToInt(Integer::intValue).sum();
    }

    private long started(String type) {
        return standIn.world().project(StandIn.PROJECT).activities().stream()
                .filter(activity -> activity.type().equals(type))
                .count();
    }

    private void report() {
        System.out.println("Soak, " + LENGTH.toMinutes() + " min:");
        results.forEach((job, outcomes) -> System.out.println("* " + job + ": " + outcomes));
        System.out.println("| | first third | last third |\n| --- | --- | --- |");
        List.<Map.Entry<String, ToLongFunction<Sample>>>of(
                        Map.entry("threads", Sample::threads),
                        Map.entry("open files", Sample::files),
                        Map.entry("heap, KB", Sample::heap))
                .forEach(row -> System.out.printf(
                        "| %s | %.0f | %.0f |%n", row.getKey(), first(row.getValue()), last(row.getValue())));
    }

    private void assertNoGrowth(String what, ToLongFunction<Sample> value, double noise) {
        assertThat(last(value)).as(what).isLessThanOrEqualTo(first(value) + noise);
    }

    /** The beginning is left out, as caches and pools fill up then. */
    private double first(ToLongFunction<Sample> value) {
        return mean(samples.subList(samples.size() / 10, samples.size() / 3), value);
    }

    private double last(ToLongFunction<Sample> value) {
        return mean(samples.subList(samples.size() * 2 / 3, samples.size()), value);
    }

    private static double mean(List<Sample> samples, ToLongFunction<Sample> value) {
        return samples.stream().mapToLong(value).average().orElseThrow();
    }
}
