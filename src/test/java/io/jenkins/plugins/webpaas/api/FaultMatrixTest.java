package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.GeneratedSections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every call with every network trouble, once and for good. Each call ends, no operation is lost or started twice, and no secret is shown. */
class FaultMatrixTest {
    private static final int FOR_GOOD = Integer.MAX_VALUE;

    private static final Map<Cell, CompletableFuture<CallAftermath>> CELLS = cells();
    private static final ConcurrentLinkedQueue<String> LOGGED = new ConcurrentLinkedQueue<>();
    private static final Logger ROOT = Logger.getLogger("");
    private static final Handler LOG = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            LOGGED.add(entry.getMessage() + " "
                    + List.of(entry.getParameters() == null ? new Object[0] : entry.getParameters())
                    + entry.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private static ExecutorService executor;

    private record Cell(NetworkTrouble trouble, TroubledCall call, int times) {
        @Override
        public String toString() {
            return call.title + ", " + trouble.title + (times == 1 ? ", once" : ", for good");
        }
    }

    private static Map<Cell, CompletableFuture<CallAftermath>> cells() {
        Map<Cell, CompletableFuture<CallAftermath>> cells = new LinkedHashMap<>();
        for (NetworkTrouble trouble : NetworkTrouble.values()) {
            for (TroubledCall call : TroubledCall.values()) {
                if (trouble.concerns(call)) {
                    cells.put(new Cell(trouble, call, FOR_GOOD), new CompletableFuture<>());
                    if (trouble.mayPass()) {
                        cells.put(new Cell(trouble, call, 1), new CompletableFuture<>());
                    }
                }
            }
        }
        return cells;
    }

    /** Plays the different calls at the same time, each with its own stand-in, because most of the time is waiting. */
    @BeforeAll
    static void play() {
        ROOT.addHandler(LOG);
        executor = Executors.newFixedThreadPool(TroubledCall.values().length);
        for (TroubledCall call : TroubledCall.values()) {
            executor.execute(() -> play(call));
        }
    }

    private static void play(TroubledCall call) {
        try (StandIn standIn = StandIn.builder()
                .tls(true)
                .certificateLifetime(Duration.ofMinutes(50))
                .start()) {
            CELLS.forEach((cell, result) -> {
                if (cell.call == call) {
                    try (TroubleScenario scenario = new TroubleScenario(standIn, call, cell.trouble)) {
                        result.complete(scenario.play(cell.times));
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                }
            });
        }
    }

    @AfterAll
    static void stop() {
        ROOT.removeHandler(LOG);
        executor.shutdownNow();
    }

    static Stream<Arguments> all() {
        return CELLS.keySet().stream().map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("all")
    void leavesTheUserWithTheTruth(Cell cell) throws Exception {
        CELLS.get(cell).get(5, TimeUnit.MINUTES).check();
    }

    @Test
    void showsNoSecretInTheLog() throws Exception {
        awaitAll();

        assertThat(LOGGED).noneMatch(entry -> entry.contains(StandIn.API_TOKEN) || entry.contains("eyJ"));
    }

    /** Checks the table in the documents. The option -Dwebpaas.docs=update writes the table. */
    @Test
    void isInTheDocs() throws Exception {
        awaitAll();
        List<String> table =
                new ArrayList<>(List.of("| trouble | call | once | for good |", "| --- | --- | --- | --- |"));
        for (NetworkTrouble trouble : NetworkTrouble.values()) {
            Map<String, List<String>> rows = rows(trouble);
            rows.forEach((results, calls) ->
                    table.add("| " + trouble.title + " | " + name(calls, rows.values()) + " | " + results + " |"));
        }

        GeneratedSections.check("testing.md", "fault-matrix", String.join("\n", table));
    }

    /** Returns the calls by their results. Calls with the same results share a row. */
    private static Map<String, List<String>> rows(NetworkTrouble trouble) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (TroubledCall call : TroubledCall.values()) {
            if (trouble.concerns(call)) {
                String row = (trouble.mayPass() ? text(new Cell(trouble, call, 1)) : "") + " | "
                        + text(new Cell(trouble, call, FOR_GOOD));
                rows.computeIfAbsent(row, key -> new ArrayList<>()).add(call.title);
            }
        }
        return rows;
    }

    /** Returns the name of a row: its calls, or "any other" for the row with the most calls. */
    private static String name(List<String> calls, Collection<List<String>> rows) {
        boolean isMost = calls.size() > 4 && rows.stream().allMatch(row -> row.size() <= calls.size());
        return isMost ? rows.size() == 1 ? "any" : "any other" : String.join(", ", calls);
    }

    private static String text(Cell cell) {
        return CELLS.get(cell).join().text();
    }

    private static void awaitAll() throws Exception {
        CompletableFuture.allOf(CELLS.values().toArray(CompletableFuture[]::new))
                .get(5, TimeUnit.MINUTES);
    }
}
