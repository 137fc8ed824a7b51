package io.jenkins.plugins.webpaas.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedTestsTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T09:00:00Z");
    private static final String BY_CONDITION = "<testcase name='a'><skipped message='%s'/></testcase>";
    private static final String BY_ITSELF = """
            <testcase name="b"><skipped type="org.opentest4j.TestAbortedException"><![CDATA[org.opentest4j.TestAbortedException: %s
                at org.junit.jupiter.api.Assumptions.abort(Assumptions.java:1)
            ]]></skipped><system-out><![CDATA[<skipped message="nothing"/>]]></system-out></testcase>
            """;

    @TempDir
    private Path surefire;

    @TempDir
    private Path failsafe;

    @Test
    void eachReasonIsALine() throws Exception {
        report(
                surefire,
                "One",
                BEGIN,
                BY_CONDITION.formatted("sshd is not installed").repeat(12));
        report(surefire, "Two", BEGIN.plusSeconds(9), BY_ITSELF.formatted("rsync is not installed"));
        report(failsafe, "Three", BEGIN, BY_ITSELF.formatted("Assumption failed: This test needs root"));
        report(failsafe, "Four", BEGIN, BY_CONDITION.formatted("sshd is not installed") + "<testcase name='c'/>");

        assertThat(SkippedTests.lines(BEGIN, List.of(surefire, failsafe)))
                .containsExactly(
                        "1 test was skipped: This test needs root",
                        "1 test was skipped: rsync is not installed",
                        "13 tests were skipped: sshd is not installed");
    }

    @Test
    void reportsOfEarlierBuildsDoNotCount() throws Exception {
        report(surefire, "One", BEGIN.minusSeconds(1), BY_CONDITION.formatted("sshd is not installed"));

        assertThat(SkippedTests.lines(BEGIN, List.of(surefire))).isEmpty();
    }

    private static void report(Path directory, String test, Instant written, String cases) throws Exception {
        Path file =
                Files.writeString(directory.resolve("TEST-" + test + ".xml"), "<testsuite>" + cases + "</testsuite>");
        Files.setLastModifiedTime(file, FileTime.from(written));
    }
}
