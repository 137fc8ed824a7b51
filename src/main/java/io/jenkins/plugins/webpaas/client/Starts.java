package io.jenkins.plugins.webpaas.client;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Starts of one kind in one environment go one after another, so that none takes another's activity for its own. */
final class Starts {
    /** So many that two kinds hardly ever share one, and no list of them to keep. */
    private static final int LOCKS = 256;

    /** Of interest while those of before a crash are looked for, which is soon after it. */
    private static final int TAKEN = 1_000;

    private final List<Lock> locks =
            Stream.generate(() -> (Lock) new ReentrantLock()).limit(LOCKS).toList();
    private final Set<String> taken =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<String, Boolean>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > TAKEN;
                }
            }));
    private final Pause pause;

    Starts(Pause pause) {
        this.pause = pause;
    }

    interface Begin {
        List<Activity> run(Pause pause) throws IOException;
    }

    List<Activity> run(String kind, Begin begin) throws IOException {
        Lock lock = locks.get(Math.floorMod(kind.hashCode(), LOCKS));
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw Pause.interrupted("Interrupted before an operation was started");
        }
        try {
            List<Activity> begun = begin.run(pause);
            begun.forEach(activity -> taken.add(activity.id()));
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is known whose activity this is. */
    boolean isTaken(Activity activity) {
        return taken.contains(activity.id());
    }
}
