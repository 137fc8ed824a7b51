package io.jenkins.plugins.webpaas.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same over and over in several threads, for a while, and tells how long each took. */
final class Load {
    private Load() {}

    /** The work of each thread. */
    interface Work {
        void once() throws Exception;
    }

    /**
     * The measured figures.
     *
     * @param perSecond in all threads
     * @param median and p99: how long one took, in milliseconds
     */
    record Figures(double perSecond, double median, double p99) {}

    /** @param works one for each thread */
    static Figures run(Duration time, List<? extends Work> works) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(works.size());
        try {
            long start = System.nanoTime();
            long end = start + time.toNanos();
            List<Callable<long[]>> tasks = new ArrayList<>();
            works.forEach(work -> tasks.add(() -> repeat(work, end)));
            List<long[]> parts = new ArrayList<>();
            for (Future<long[]> part : executor.invokeAll(tasks)) {
                parts.add(part.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long[] all = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Figures(all.length / seconds, millis(all, 0.5), millis(all, 0.99));
        } finally {
            executor.shutdownNow();
        }
    }

    private static long[] repeat(Work work, long end) throws Exception {
        long[] taken = new long[1024];
        int count = 0;
        for (long before = System.nanoTime(); before < end; count++) {
            work.once();
            long after = System.nanoTime();
            if (count == taken.length) {
                taken = Arrays.copyOf(taken, 2 * count);
            }
            taken[count] = after - before;
            before = after;
        }
        return Arrays.copyOf(taken, count);
    }

    private static double millis(long[] sorted, double share) {
        return sorted[(int) ((sorted.length - 1) * share)] / 1e6;
    }
}
