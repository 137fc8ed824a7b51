package io.jenkins.plugins.webpaas.job;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Tests of a {@code @TestFactory}, one for each line of a table. All of them share one Jenkins, whose start takes longer than most of them. */
public final class SharedJenkinsRows {
    private SharedJenkinsRows() {}

    /** What must be true of a row. */
    @FunctionalInterface
    public interface Check {
        void check(String left, String right) throws Exception;
    }

    /** @param table lines of {@code left | right} */
    public static Stream<DynamicTest> of(String table, Check check) {
        return table.lines()
                .map(line -> line.split("\\s+\\|\\s+", 2))
                .map(cells -> dynamicTest(cells[0], () -> check.check(cells[0], cells[1])));
    }
}
