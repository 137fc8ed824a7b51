package io.jenkins.plugins.webpaas.api;

import java.io.Serializable;
import java.util.List;

/**
 * The end of the part of a log that a reader has. The ids of items reveal what a service sends again, since not every service omits
 * what a request asks it to omit (protocol, "Log").
 */
public final class LogPosition implements Serializable {
    private static final long serialVersionUID = 1;

    public static final LogPosition START = new LogPosition(0, null, null);

    private final int seen;
    private final String first;
    private final String last;

    /** Creates the position behind a number of items, with the ids of the first and the last of them; null if there is none. */
    public LogPosition(int seen, String first, String last) {
        this.seen = seen;
        this.first = first;
        this.last = last;
    }

    public int seen() {
        return seen;
    }

    /**
     * Returns how many of the items lie before this position; they are the first ones.
     *
     * @param startAt number of items that the request asked the service to omit
     */
    public int countSeen(List<LogItem> items, int startAt) {
        if (!items.isEmpty() && items.get(0).id().equals(first)) {
            return Math.min(seen, items.size());
        }
        for (int i = items.size() - 1; i >= 0; i--) {
            if (items.get(i).id().equals(last)) {
                return i + 1;
            }
        }
        return Math.min(Math.max(0, seen - startAt), items.size());
    }

    public LogPosition after(List<LogItem> newItems) {
        if (newItems.isEmpty()) {
            return this;
        }
        return new LogPosition(
                seen + newItems.size(),
                first == null ? newItems.get(0).id() : first,
                newItems.get(newItems.size() - 1).id());
    }
}
