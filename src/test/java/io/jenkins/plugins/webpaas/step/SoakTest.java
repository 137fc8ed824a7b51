package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.job.SecretHunt;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.step.SoakedBuilds.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Runs builds of all kinds on four nodes with a faulty service for {@code -Dsoak.minutes}. The memory, threads and files of the controller must not grow.
 * The controller has a JVM of its own with little memory, so that Jenkins drops cached builds. The stand-in runs in this JVM.
 */
@EnabledIfSystemProperty(named = "soak.minutes", matches = "\\d+")
class SoakTest {
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 0));
    private static final Duration INTERVAL = LENGTH.dividedBy(30);
    private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(1);

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

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            .javaOptions("-Xmx1g", "-XX:SoftRefLRUPolicyMSPerMB=0")
            .withTimeout(0);

    private final StandIn standIn = StandIn.start();
    private final ScheduledExecutorService trouble = Executors.newSingleThreadScheduledExecutor();
    private final Random random = new Random(7);
    private final List<Sample> samples = new ArrayList<>();

    @AfterEach
    void stop() {
        trouble.shutdownNow();
        standIn.close();
    }

    @Test
    void nothingGrows() throws Throwable {
        standIn.world().play(Script.success(Duration.ofMillis(800), "one\n", "two\n"));
        controller.startJenkins();
        controller.runRemotely(
                SoakedBuilds::start,
                standIn.apiUrl(),
                standIn.sshDomain(),
                String.join("\n", standIn.sshOptions()),
                Instant.now().plus(LENGTH));
        trouble.scheduleAtFixedRate(this::disturb, 0, BETWEEN_FAULTS.toMillis(), TimeUnit.MILLISECONDS);
        while (!controller.runRemotely(SoakedBuilds::awaitEnd, INTERVAL)) {
            samples.add(controller.runRemotely(SoakedBuilds::sample));
        }
        trouble.shutdown();
        Map<String, TreeMap<String, Integer>> results = controller.runRemotely(SoakedBuilds::results);
        report(results);

        assertThat(results).allSatisfy((job, byResult) -> assertThat(byResult).containsKey("SUCCESS"));
        assertThat(started("environment.backup"))
                .isLessThanOrEqualTo(builds(results, "backup") + builds(results, "freestyle"));
        assertThat(started("environment.source-operation")).isLessThanOrEqualTo(builds(results, "operation"));
        controller.runRemotely(SoakedBuilds::assertNothingLeft);
        new SecretHunt(standIn).in(controller.getHome().toPath());
        assertNoGrowth("threads", Sample::threads, 10);
        assertNoGrowth("open files", Sample::files, 20);
        assertNoGrowth("heap, KB", Sample::heap, 15_000);
    }

    /** Adds one fault at a time, so that faults do not pile up for clients that send few requests. */
    private void disturb() {
        standIn.faults().clear();
        Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        standIn.faults().add(ENDPOINTS.get(random.nextInt(ENDPOINTS.size())), fault.times(1));
    }

    private static int builds(Map<String, TreeMap<String, Integer>> results, String job) {
        return results.get(job).values().stream().mapToInt(Integer::intValue).sum();
    }

    private long started(String type) {
        return standIn.world().project(StandIn.PROJECT).activities().stream()
                .filter(activity -> activity.type().equals(type))
                .count();
    }

    private void report(Map<String, TreeMap<String, Integer>> results) {
        System.out.println("Soak, " + LENGTH.toMinutes() + " min:");
        results.forEach((job, outcomes) -> System.out.println("* " + job + ": " + outcomes));
        System.out.println("| | second third | last third |\n| --- | --- | --- |");
        List.<Map.Entry<String, ToLongFunction<Sample>>>of(
                        Map.entry("threads", Sample::threads),
                        Map.entry("open files", Sample::files),
                        Map.entry("heap, KB", Sample::heap))
                .forEach(row -> System.out.printf(
                        "| %s | %.0f | %.0f |%n", row.getKey(), before(row.getValue()), after(row.getValue())));
        System.out.println("Threads at last: " + samples.get(samples.size() - 1).byName());
    }

    private void assertNoGrowth(String what, ToLongFunction<Sample> value, double noise) {
        assertThat(after(value)).as(what).isLessThanOrEqualTo(before(value) + noise);
    }

    /** Leaves out the first third, because Jenkins' queue remembers each build for five minutes. */
    private double before(ToLongFunction<Sample> value) {
        return mean(samples.subList(samples.size() / 3, samples.size() * 2 / 3), value);
    }

    private double after(ToLongFunction<Sample> value) {
        return mean(samples.subList(samples.size() * 2 / 3, samples.size()), value);
    }

    private static double mean(List<Sample> samples, ToLongFunction<Sample> value) {
        return samples.stream().mapToLong(value).average().orElseThrow();
    }
}
