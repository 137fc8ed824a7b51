package io.jenkins.plugins.webpaas.step;

import static io.jenkins.plugins.webpaas.step.CrashedBuild.Kind.BACKUP;
import static io.jenkins.plugins.webpaas.step.CrashedBuild.Kind.BACKUP_FAST;
import static io.jenkins.plugins.webpaas.step.CrashedBuild.Kind.BACKUP_NO_WAIT;
import static io.jenkins.plugins.webpaas.step.CrashedBuild.Kind.FREESTYLE;
import static io.jenkins.plugins.webpaas.step.CrashedBuild.Kind.SOURCE_OPERATION;
import static io.jenkins.plugins.webpaas.step.CrashedBuild.Kind.WAIT;
import static io.jenkins.plugins.webpaas.step.CrashedBuild.Point.BEFORE_THE_REQUEST;
import static io.jenkins.plugins.webpaas.step.CrashedBuild.Point.BEGUN_NOT_ANSWERED;
import static io.jenkins.plugins.webpaas.step.CrashedBuild.Point.FINISHING;
import static io.jenkins.plugins.webpaas.step.CrashedBuild.Point.REQUEST_SENT;
import static io.jenkins.plugins.webpaas.step.CrashedBuild.Point.WAITING;

import io.jenkins.plugins.webpaas.job.SecretHunt;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.step.CrashedBuild.Ending;
import io.jenkins.plugins.webpaas.step.CrashedBuild.Kind;
import io.jenkins.plugins.webpaas.step.CrashedBuild.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Kills a controller (SIGKILL) with a build at each point of each step that acts on an environment, and starts it again. The stand-in runs in this JVM.
 * The table is the one in docs/testing.md.
 */
class CrashPointsTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().javaOptions("-Xmx700m");

    private final List<CrashedBuild> builds = new ArrayList<>();
    private StandIn standIn;

    @BeforeEach
    void start() {
        standIn = StandIn.start();
    }

    @AfterEach
    void stop() {
        builds.forEach(CrashedBuild::release);
        standIn.close();
    }

    @Test
    void eachOperationIsStartedOnceAndEachBuildTellsTheTruth() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(CrashedBuild::configure, standIn.apiUrl(), standIn.sshDomain());
        begin(List.of(BACKUP, SOURCE_OPERATION, WAIT, BACKUP_FAST, FREESTYLE), List.of(WAITING, FINISHING));
        // These are last, because a request can be held only for as long as a client waits.
        begin(
                List.of(BACKUP, SOURCE_OPERATION, BACKUP_NO_WAIT, BACKUP_FAST, FREESTYLE),
                List.of(BEFORE_THE_REQUEST, REQUEST_SENT, BEGUN_NOT_ANSWERED));
        for (CrashedBuild build : builds) {
            build.finish();
        }

        controller.stopJenkinsForcibly();
        new SecretHunt(standIn).in(controller.getHome().toPath());
        standIn.faults().clear();
        builds.forEach(CrashedBuild::release);
        builds.forEach(CrashedBuild::complete);
        standIn.world().play(Script.success(Duration.ofMillis(100), "one\n", "two\n"));
        controller.startJenkins();

        SoftAssertions rows = new SoftAssertions();
        for (CrashedBuild build : builds) {
            Ending ending = controller.runRemotely(CrashedBuild::ending, build.name());
            check(rows, build, ending);
        }
        rows.assertAll();
    }

    private static void check(SoftAssertions rows, CrashedBuild build, Ending ending) {
        Kind kind = build.kind();
        Point point = build.point();
        boolean isSent = point != BEFORE_THE_REQUEST || kind.survives();
        rows.assertThat(build.requests()).as("%s %s, requests", kind, point).isEqualTo(isSent && kind != WAIT ? 1 : 0);
        rows.assertThat(build.activities())
                .as("%s %s, activities", kind, point)
                .hasSize(isSent && point != REQUEST_SENT ? 1 : 0);
        rows.assertThat(ending)
                .as("%s %s", kind, point)
                .returns(kind.survives() ? afterwards(point) : kind.lost(point), Ending::result)
                .returns(build.hasBeenTold() ? 1 : 0, Ending::listed);
        for (String line :
                kind.survives() ? build.expectedLog() : isSent ? List.of("Asking for the backup") : List.<String>of()) {
            rows.assertThat(ending.log()).as("%s %s, log", kind, point).contains(line);
        }
    }

    private static String afterwards(Point point) {
        return point == REQUEST_SENT ? "FAILURE" : "SUCCESS";
    }

    private void begin(List<Kind> kinds, List<Point> points) throws Throwable {
        List<CrashedBuild> started = new ArrayList<>();
        for (Point point : points) {
            for (Kind kind : kinds) {
                CrashedBuild build = new CrashedBuild(kind, point, standIn, "job" + (builds.size() + started.size()));
                build.prepare();
                started.add(build);
            }
        }
        builds.addAll(started);
        controller.runRemotely(
                CrashedBuild::begin,
                new ArrayList<>(started.stream().map(CrashedBuild::job).toList()));
        for (CrashedBuild build : started) {
            build.reach(controller.getHome().toPath());
        }
    }
}
