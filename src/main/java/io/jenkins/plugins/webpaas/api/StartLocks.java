package io.jenkins.plugins.webpaas.api;

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
import java.util.concurrent.locks.ReentrantLock;

/** Starts of one kind in one environment go one after another, so that none takes another's activity for its own. */
final class StartLocks {
    /** Longer than a start takes whose request and looks all hang, and shorter than a person waits. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** Of interest while those of before a crash are looked for, which is soon after it. */
    private static final int TAKEN = 1_000;

    private final Map<String, Turn> turns = new ConcurrentHashMap<>();
    private final Set<String> taken =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<String, Boolean>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > TAKEN;
                }
            }));
    private final Sleeper pause;
    private final Duration longestWait;

    StartLocks(Sleeper pause) {
        this(pause, LONGEST_WAIT);
    }

    /** @param longestWait until a turn comes */
    StartLocks(Sleeper pause, Duration longestWait) {
        this.pause = pause;
        this.longestWait = longestWait;
    }

    interface Begin {
        List<Activity> run(Sleeper pause) throws IOException;
    }

    /** First come, first served. */
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int users;
    }

    /**
     * Begins when all others of this kind have begun.
     *
     * @throws TimeoutException if they take too long; nothing was begun then
     */
    List<Activity> run(String kind, Begin begin) throws IOException, TimeoutException {
        Turn turn = turns.compute(kind, (key, present) -> joined(present));
        try {
            if (!turn.lock.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            try {
                List<Activity> begun = begin.run(pause);
                begun.forEach(activity -> taken.add(activity.id()));
                return begun;
            } finally {
                turn.lock.unlock();
            }
        } catch (InterruptedException e) {
            throw Sleeper.interrupted("Interrupted before an operation was started");
        } finally {
            turns.computeIfPresent(kind, (key, present) -> --present.users == 0 ? null : present);
        }
    }

    private static Turn joined(Turn present) {
        Turn turn = present == null ? new Turn() : present;
        turn.users++;
        return turn;
    }

    /** Whether it is known whose activity this is. */
    boolean isTaken(Activity activity) {
        return taken.contains(activity.id());
    }
}
