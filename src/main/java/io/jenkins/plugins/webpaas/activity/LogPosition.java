package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.LogItem;
import java.io.Serializable;
import java.util.List;

/**
 * How far a log was told. The ids serve to recognise what is sent again, for not every service leaves out what it is asked
 * to leave out (protocol section 7, "Log").
 */
public final class LogPosition implements Serializable {
    private static final long serialVersionUID = 1;

    static final LogPosition START = new LogPosition(0, null, null);

    private final int seen;
    private final String first;
    private final String last;

    /**
     * @param seen how many items were told
     * @param first id of the first of them, or null
     * @param last id of the last of them, or null
     */
    public LogPosition(int seen, String first, String last) {
        this.seen = seen;
        this.first = first;
        this.last = last;
    }

    /** Number of items that were told. */
    public int seen() {
        return seen;
    }

    /**
     * How many of the items, from the first on, were told already.
     *
     * @param startAt how many items the service was asked to leave out
     */
    int known(List<LogItem> items, int startAt) {
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

    LogPosition after(List<LogItem> fresh) {
        if (fresh.isEmpty()) {
            return this;
        }
        return new LogPosition(
                seen + fresh.size(),
                first == null ? fresh.get(0).id() : first,
                fresh.get(fresh.size() - 1).id());
    }
}
