package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.api.http.IoSupplier;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets starts of one kind in one environment go one after another. A start whose answer was lost so does not take the activity of another
 * start for its own.
 */
final class StartLocks {
    /** The number of activities to remember. They matter while requests from before a crash are looked for, which is soon after it. */
    private static final int MOST_TAKEN = 1_000;

    private final Map<String, KindLock> locks = new ConcurrentHashMap<>();
    private final Set<String> takenIds =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<String, Boolean>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > MOST_TAKEN;
                }
            }));
    private final AtomicLong changes = new AtomicLong();
    private final Duration longestWait;

    /** @param longestWait time to wait for other starts */
    StartLocks(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /** The lock of one kind, which waiting threads get in their order. */
    private static final class KindLock {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int users;
    }

    /** Runs a start after all earlier starts of its kind. Throws a {@link TimeoutException} instead if these take too long. */
    List<Activity> run(String kind, IoSupplier<List<Activity>> start) throws IOException, TimeoutException {
        KindLock kindLock = locks.compute(kind, (key, present) -> joined(present));
        try {
            if (!kindLock.lock.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            changes.incrementAndGet();
            try {
                List<Activity> started = start.get();
                started.forEach(activity -> takenIds.add(activity.id()));
                return started;
            } finally {
                changes.incrementAndGet();
                kindLock.lock.unlock();
            }
        } catch (InterruptedException e) {
            throw Sleeper.interrupted("Interrupted before an operation was started");
        } finally {
            locks.computeIfPresent(kind, (key, present) -> --present.users == 0 ? null : present);
        }
    }

    private static KindLock joined(KindLock present) {
        KindLock kindLock = present == null ? new KindLock() : present;
        kindLock.users++;
        return kindLock;
    }

    /** Returns the number of starts of all kinds that have begun, and of those that have ended. */
    long changes() {
        return changes.get();
    }

    /** Tells whether a start of this JVM has this activity already. */
    boolean isTaken(Activity activity) {
        return takenIds.contains(activity.id());
    }
}
