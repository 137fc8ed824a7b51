package io.jenkins.plugins.webpaas.concurrent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the tasks of many owners in a few threads, so that none of them holds up the others. Owners take turns. A task that takes long
 * leaves its place to another thread; from then on its owner is slow, and slow owners share threads of their own, one task of each at a
 * time, until a task of theirs is quick again.
 */
public final class FairThreadPool {
    private static final Logger LOGGER = Logger.getLogger(FairThreadPool.class.getName());

    /** Ten times what an answer usually takes. */
    private static final Duration LONG = Duration.ofMillis(500);

    private static final int SLOW_THREADS = 4;

    /** Tasks that may become slow at the same time without keeping their places. */
    private static final int MOST_SLOW = 100;

    /** A slow owner waits for so many times as long as its last task took, for the sake of those that are not as slow. */
    private static final int PATIENCE = 2;

    private static final int IDLE_SECONDS = 5;

    private static final Comparator<Task> ORDER =
            Comparator.comparing((Task task) -> !task.isUrgent).thenComparing(task -> task.turn);

    private final int threads;
    private final Duration tooLong;
    private final ScheduledExecutorService timer;
    private final Executor executor;

    private final Queue<Task> waiting = new PriorityQueue<>(ORDER);
    private final Queue<Owner> waitingSlow = new PriorityQueue<>(Comparator.comparing((Owner owner) -> owner.dueAt));
    private final Set<Task> running = new LinkedHashSet<>();
    private int runningSlow;
    private long turn;
    private boolean isWatched;

    /** On whose behalf tasks are run. An owner's tasks are all in one pool. */
    public static final class Owner {
        private final Queue<Task> waiting = new PriorityQueue<>(ORDER);
        private long turn;
        private long lastNanos;
        private long dueAt;
        private int runningSlow;

        private boolean isSlow(Duration tooLong) {
            return lastNanos >= tooLong.toNanos();
        }
    }

    private static final class Task {
        private final Owner owner;
        private final boolean isUrgent;
        private final Runnable work;
        private long turn;
        private long startedAt;
        private boolean isSlow;

        Task(Owner owner, boolean isUrgent, Runnable work) {
            this.owner = owner;
            this.isUrgent = isUrgent;
            this.work = work;
        }
    }

    /**
     * @param threads for owners that are not slow
     * @param timer tells the time and does nothing else
     */
    public FairThreadPool(String name, int threads, ScheduledExecutorService timer) {
        this(name, threads, LONG, timer);
    }

    public FairThreadPool(String name, int threads, Duration tooLong, ScheduledExecutorService timer) {
        this.threads = threads;
        this.tooLong = tooLong;
        this.timer = timer;
        executor = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    // Else it would be that of whoever comes first, such as a build's script.
                    thread.setContextClassLoader(FairThreadPool.class.getClassLoader());
                    return thread;
                });
    }

    public void execute(Owner owner, Runnable work) {
        execute(owner, false, work);
    }

    /** @param isUrgent whether it goes before all that is not */
    public void execute(Owner owner, boolean isUrgent, Runnable work) {
        List<Task> started;
        synchronized (this) {
            Task task = new Task(owner, isUrgent, work);
            owner.turn = Math.max(turn, owner.turn) + 1;
            task.turn = owner.turn;
            waiting.add(task);
            started = startAll();
        }
        begin(started);
    }

    /** @return whether it was waiting still */
    public synchronized boolean remove(Owner owner, Runnable work) {
        return waiting.removeIf(task -> task.work == work) || owner.waiting.removeIf(task -> task.work == work);
    }

    synchronized int waiting() {
        return waiting.size();
    }

    private List<Task> startAll() {
        long now = System.nanoTime();
        List<Task> started = new ArrayList<>();
        moveSlow(now);
        while (running.size() < threads && !waiting.isEmpty()) {
            Task task = waiting.remove();
            if (task.owner.isSlow(tooLong)) {
                task.owner.waiting.add(task);
                line(task.owner, now);
            } else {
                turn = Math.max(turn, task.turn);
                task.startedAt = now;
                running.add(task);
                started.add(task);
            }
        }
        while (runningSlow < SLOW_THREADS && !waitingSlow.isEmpty()) {
            Task task = waitingSlow.remove().waiting.poll();
            if (task != null) {
                task.startedAt = now;
                countSlow(task);
                started.add(task);
            }
        }
        watch(now);
        return started;
    }

    /** Puts a slow owner in line, once. */
    private void line(Owner owner, long now) {
        if (owner.runningSlow == 0 && !owner.waiting.isEmpty() && !waitingSlow.contains(owner)) {
            owner.dueAt = now + PATIENCE * owner.lastNanos;
            waitingSlow.add(owner);
        }
    }

    private void moveSlow(long now) {
        running.removeIf(task -> {
            boolean isToGo = now - task.startedAt >= tooLong.toNanos() && runningSlow < MOST_SLOW;
            if (isToGo) {
                task.owner.lastNanos = now - task.startedAt;
                countSlow(task);
            }
            return isToGo;
        });
    }

    private void countSlow(Task task) {
        task.isSlow = true;
        task.owner.runningSlow++;
        runningSlow++;
    }

    private void forget(Task task) {
        if (task.isSlow) {
            task.isSlow = false;
            task.owner.runningSlow--;
            runningSlow--;
        } else {
            running.remove(task);
        }
    }

    /** While somebody waits for a place, whoever keeps one for too long is looked for. */
    private void watch(long now) {
        if (!waiting.isEmpty() && !isWatched) {
            isWatched = true;
            long left = running.iterator().next().startedAt + tooLong.toNanos() - now;
            timer.schedule(this::look, left > 0 ? left : tooLong.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        List<Task> started;
        synchronized (this) {
            isWatched = false;
            started = startAll();
        }
        begin(started);
    }

    private void begin(List<Task> started) {
        for (Task task : started) {
            try {
                executor.execute(() -> run(task));
            } catch (OutOfMemoryError e) {
                // The system gives no more threads for the time being.
                LOGGER.log(Level.WARNING, "A task has to wait", e);
                putBack(task);
            }
        }
    }

    private synchronized void putBack(Task task) {
        forget(task);
        waiting.add(task);
        timer.schedule(this::look, tooLong.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run(Task first) {
        Task task = first;
        while (task != null) {
            try {
                task.work.run();
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.WARNING, "A task failed", e);
            }
            List<Task> next = done(task);
            task = next.isEmpty() ? null : next.remove(0);
            begin(next);
        }
    }

    private synchronized List<Task> done(Task task) {
        long now = System.nanoTime();
        Owner owner = task.owner;
        owner.lastNanos = now - task.startedAt;
        forget(task);
        if (owner.isSlow(tooLong)) {
            line(owner, now);
        } else {
            waiting.addAll(owner.waiting);
            owner.waiting.clear();
        }
        return startAll();
    }
}
