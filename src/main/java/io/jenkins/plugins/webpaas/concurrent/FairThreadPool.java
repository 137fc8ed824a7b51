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
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the tasks of many owners in a few threads, so that no owner delays the others. Owners take turns. A task that takes long makes
 * its owner slow and frees its place for another thread. Slow owners share a few more threads, with one task of each at a time, until a
 * task of theirs is quick again.
 */
public final class FairThreadPool {
    private static final Logger LOGGER = Logger.getLogger(FairThreadPool.class.getName());

    /** The duration from which a task is slow: ten times that of a usual answer. */
    private static final Duration SLOW = Duration.ofMillis(500);

    private static final int SLOW_THREADS = 4;

    /** The number of slow tasks that free their places. Further ones keep theirs. */
    private static final int MAX_SLOW_TASKS = 100;

    /** The pause of a slow owner, as a multiple of its last task's duration. Owners that are less slow thus come first. */
    private static final int SLOW_PAUSE_FACTOR = 2;

    private static final Comparator<Task> ORDER =
            Comparator.comparing((Task task) -> !task.isUrgent).thenComparing(task -> task.turn);

    private final int threads;
    private final Duration slowAfter;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;
    private final Executor executor;

    private final Queue<Task> waitingTasks = new PriorityQueue<>(ORDER);
    private final Queue<Owner> slowOwners = new PriorityQueue<>(Comparator.comparing((Owner owner) -> owner.dueAt));
    private final Set<Task> runningTasks = new LinkedHashSet<>();
    private int runningSlow;
    private long turn;
    private boolean isCheckScheduled;

    /** The owner of tasks, such as a project. Each owner uses one pool. */
    public static final class Owner {
        private final Queue<Task> slowTasks = new PriorityQueue<>(ORDER);
        private long turn;
        private long lastNanos;
        private long dueAt;
        private int runningSlow;

        private boolean isSlow(Duration slowAfter) {
            return lastNanos >= slowAfter.toNanos();
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
     * @param threads number of threads for owners that are not slow
     * @param timer only hands tasks to other threads
     */
    public FairThreadPool(String name, int threads, ScheduledExecutorService timer) {
        this(name, threads, SLOW, timer, System::nanoTime);
    }

    /** @param clock tells nanoseconds, of which only differences are used */
    FairThreadPool(String name, int threads, Duration slowAfter, ScheduledExecutorService timer, LongSupplier clock) {
        this.threads = threads;
        this.slowAfter = slowAfter;
        this.timer = timer;
        this.clock = clock;
        executor = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            // By default a thread keeps the class loader of its creator, such as a build's script.
            thread.setContextClassLoader(FairThreadPool.class.getClassLoader());
            return thread;
        });
    }

    public void execute(Owner owner, Runnable work) {
        execute(owner, false, work);
    }

    /** @param isUrgent whether the task goes before all that are not urgent */
    public void execute(Owner owner, boolean isUrgent, Runnable work) {
        List<Task> tasks;
        synchronized (this) {
            Task task = new Task(owner, isUrgent, work);
            owner.turn = Math.max(turn, owner.turn) + 1;
            task.turn = owner.turn;
            waitingTasks.add(task);
            tasks = takeTasks();
        }
        start(tasks);
    }

    /** Removes a task that has not begun, and tells whether there was one. */
    public synchronized boolean remove(Owner owner, Runnable work) {
        return waitingTasks.removeIf(task -> task.work == work) || owner.slowTasks.removeIf(task -> task.work == work);
    }

    synchronized int waiting() {
        return waitingTasks.size();
    }

    /** Takes the tasks from the queues that may run now. The caller holds the lock, and starts the tasks without it. */
    private List<Task> takeTasks() {
        long now = clock.getAsLong();
        List<Task> tasks = new ArrayList<>();
        freePlacesOfSlow(now);
        while (runningTasks.size() < threads && !waitingTasks.isEmpty()) {
            Task task = waitingTasks.remove();
            if (task.owner.isSlow(slowAfter)) {
                task.owner.slowTasks.add(task);
                enqueueSlow(task.owner, now);
            } else {
                turn = Math.max(turn, task.turn);
                task.startedAt = now;
                runningTasks.add(task);
                tasks.add(task);
            }
        }
        while (runningSlow < SLOW_THREADS && !slowOwners.isEmpty()) {
            Task task = slowOwners.remove().slowTasks.poll();
            if (task != null) {
                task.startedAt = now;
                countSlow(task);
                tasks.add(task);
            }
        }
        scheduleCheck(now);
        return tasks;
    }

    /** Adds a slow owner to the queue of slow owners, unless it is there or one of its tasks runs. */
    private void enqueueSlow(Owner owner, long now) {
        if (owner.runningSlow == 0 && !owner.slowTasks.isEmpty() && !slowOwners.contains(owner)) {
            owner.dueAt = now + SLOW_PAUSE_FACTOR * owner.lastNanos;
            slowOwners.add(owner);
        }
    }

    private void freePlacesOfSlow(long now) {
        runningTasks.removeIf(task -> {
            boolean isSlow = now - task.startedAt >= slowAfter.toNanos() && runningSlow < MAX_SLOW_TASKS;
            if (isSlow) {
                task.owner.lastNanos = now - task.startedAt;
                countSlow(task);
            }
            return isSlow;
        });
    }

    private void countSlow(Task task) {
        task.isSlow = true;
        task.owner.runningSlow++;
        runningSlow++;
    }

    private void uncount(Task task) {
        if (task.isSlow) {
            task.isSlow = false;
            task.owner.runningSlow--;
            runningSlow--;
        } else {
            runningTasks.remove(task);
        }
    }

    /** Schedules a check for slow tasks if tasks wait for a place. */
    private void scheduleCheck(long now) {
        if (!waitingTasks.isEmpty() && !isCheckScheduled) {
            isCheckScheduled = true;
            long nanos = runningTasks.iterator().next().startedAt + slowAfter.toNanos() - now;
            timer.schedule(this::check, nanos > 0 ? nanos : slowAfter.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void check() {
        List<Task> tasks;
        synchronized (this) {
            isCheckScheduled = false;
            tasks = takeTasks();
        }
        start(tasks);
    }

    private void start(List<Task> tasks) {
        for (Task task : tasks) {
            try {
                executor.execute(() -> run(task));
            } catch (OutOfMemoryError e) {
                // The system is out of threads for now.
                LOGGER.log(Level.WARNING, "The system allows no further thread, so a task waits", e);
                putBack(task);
            }
        }
    }

    private synchronized void putBack(Task task) {
        uncount(task);
        waitingTasks.add(task);
        timer.schedule(this::check, slowAfter.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run(Task first) {
        Task task = first;
        while (task != null) {
            try {
                task.work.run();
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.WARNING, "A task failed", e);
            }
            List<Task> next = finish(task);
            task = next.isEmpty() ? null : next.remove(0);
            start(next);
        }
    }

    private synchronized List<Task> finish(Task task) {
        long now = clock.getAsLong();
        Owner owner = task.owner;
        owner.lastNanos = now - task.startedAt;
        uncount(task);
        if (owner.isSlow(slowAfter)) {
            enqueueSlow(owner, now);
        } else {
            waitingTasks.addAll(owner.slowTasks);
            owner.slowTasks.clear();
        }
        return takeTasks();
    }
}
