package io.jenkins.plugins.webpaas.standin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The faults that are switched on; those of one endpoint apply in turn, each until it is used up. */
public final class Faults {
    private final Map<Endpoint, Deque<Fault>> faults = new EnumMap<>(Endpoint.class);
    private final Queue<Runnable> late = new ConcurrentLinkedQueue<>();

    public synchronized Faults add(Endpoint endpoint, Fault fault) {
        faults.computeIfAbsent(endpoint, key -> new ArrayDeque<>()).addLast(fault);
        return this;
    }

    public synchronized void clear(Endpoint endpoint) {
        faults.remove(endpoint);
    }

    public synchronized void clear() {
        faults.clear();
    }

    /** Acts on what was to be {@linkplain Fault#actedLater acted on later}. */
    public void catchUp() {
        for (Runnable act = late.poll(); act != null; act = late.poll()) {
            act.run();
        }
    }

    void later(Runnable act) {
        late.add(act);
    }

    synchronized Optional<Fault> next(Request request) {
        Deque<Fault> queue = faults.getOrDefault(request.endpoint(), new ArrayDeque<>());
        Optional<Fault> next =
                queue.stream().filter(fault -> fault.hits(request)).findFirst();
        next.ifPresent(fault -> {
            queue.remove(fault);
            if (fault.times() > 1) {
                queue.addFirst(fault.times(fault.times() - 1));
            }
        });
        return next;
    }
}
