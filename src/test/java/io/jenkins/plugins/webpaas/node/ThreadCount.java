package io.jenkins.plugins.webpaas.node;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The threads of this JVM.
 *
 * @param plugin those that the plugin has started or that run its code, and those of its HTTP client
 */
record ThreadCount(int all, int plugin) implements Serializable {
    private static final String PLUGIN = "io.jenkins.plugins.webpaas.";

    static ThreadCount now() {
        Map<Thread, StackTraceElement[]> threads = Thread.getAllStackTraces();
        threads.remove(Thread.currentThread());
        int plugin = (int) threads.entrySet().stream()
                .filter(thread -> isOfPlugin(thread.getKey(), thread.getValue()))
                .count();
        return new ThreadCount(threads.size(), plugin);
    }

    private static boolean isOfPlugin(Thread thread, StackTraceElement[] stack) {
        return thread.getName().startsWith("webpaas")
                || thread.getName().startsWith("OkHttp")
                || Arrays.stream(stack)
                        .anyMatch(call -> call.getClassName().startsWith(PLUGIN)
                                && !call.getClassName().contains("ManyBlocks"));
    }

    private ThreadCount most(ThreadCount other) {
        return new ThreadCount(Math.max(all, other.all), Math.max(plugin, other.plugin));
    }

    /** Counts the threads until the end, and keeps the highest numbers. */
    static final class Watch {
        private static final int INTERVAL_MILLIS = 250;

        private final Thread thread = new Thread(this::run, "thread count");
        private volatile ThreadCount most = new ThreadCount(0, 0);
        private volatile boolean isOver;

        Watch() {
            thread.start();
        }

        private void run() {
            try {
                while (!isOver) {
                    most = most.most(now());
                    TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        ThreadCount end() throws InterruptedException {
            isOver = true;
            thread.join();
            return most;
        }
    }
}
