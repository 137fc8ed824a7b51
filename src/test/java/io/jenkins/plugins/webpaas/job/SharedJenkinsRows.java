package io.jenkins.plugins.webpaas.job;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Makes the tests of a {@code @TestFactory}, one for each line of a table. The tests share one Jenkins, because its start takes longer than most of them. */
public final class SharedJenkinsRows {
    private SharedJenkinsRows() {}

    /** The assertions of a row. */
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
