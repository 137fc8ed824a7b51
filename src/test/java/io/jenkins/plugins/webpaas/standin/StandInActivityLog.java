package io.jenkins.plugins.webpaas.standin;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An activity's log: items with consecutive ids, then a seal (protocol, "Log"). */
public final class StandInActivityLog {
    /** One item; its message has its own line breaks. */
    public record Item(int id, Instant timestamp, String message) {}

    private final Clock clock;
    private final List<Item> items = new ArrayList<>();
    private boolean sealing = true;
    private boolean sealed;
    private boolean ended;
    private int dropAfter = Integer.MAX_VALUE;

    StandInActivityLog(Clock clock) {
        this.clock = clock;
    }

    public synchronized void add(String message) {
        items.add(new Item(items.size(), clock.instant(), message));
        notifyAll();
    }

    /** Marks the log whole, and ends its streams; the activity's end does it too. */
    public synchronized void seal() {
        sealed = true;
        ended = true;
        notifyAll();
    }

    /** The end of the activity ends the streams, but no seal is ever sent. */
    public synchronized StandInActivityLog withoutSeal() {
        sealing = false;
        return this;
    }

    /** Every stream breaks off, its connection lost, when it has sent this many items. */
    public synchronized StandInActivityLog dropAfter(int count) {
        dropAfter = count;
        return this;
    }

    /** No stream breaks off any more. */
    public synchronized void dropNoMore() {
        dropAfter = Integer.MAX_VALUE;
    }

    synchronized int dropsAfter() {
        return dropAfter;
    }

    synchronized void end() {
        sealed |= sealing;
        ended = true;
        notifyAll();
    }

    synchronized boolean sealed() {
        return sealed;
    }

    /** Tells whether the log is complete. */
    synchronized boolean ended() {
        return ended;
    }

    public synchronized List<Item> items() {
        return List.copyOf(items);
    }

    /** All messages, as the activity itself has them. */
    synchronized String text() {
        return items.stream().map(Item::message).collect(Collectors.joining());
    }

    /** The items from an index on; waits at most so long for the first of them, or for the end. */
    synchronized List<Item> from(int index, long millis) throws InterruptedException {
        if (items.size() <= index && !ended && millis > 0) {
            wait(millis);
        }
        return List.copyOf(items.subList(Math.min(index, items.size()), items.size()));
    }
}
