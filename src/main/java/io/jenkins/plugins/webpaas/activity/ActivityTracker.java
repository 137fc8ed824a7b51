package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.activity.WaitState.ActivityState;
import io.jenkins.plugins.webpaas.api.Activities;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.LogItem;
import io.jenkins.plugins.webpaas.api.LogPage;
import io.jenkins.plugins.webpaas.api.LogPosition;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tracks one activity and its log, and decides when they are over. Returns each item of the log once and in order, however often a
 * connection breaks off (protocol, "Log"). One thread at a time fetches and adds pages of the log.
 */
final class ActivityTracker {
    /** The time that a log has to go on after the activity's end or the last item. Some logs are never sealed. */
    static final Duration SEAL_TIMEOUT = Duration.ofSeconds(5);

    /** The time after the activity's end that is given to a log that cannot be read. */
    static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    /** A clock that no change of the system's time affects. Only differences of its times have a meaning. */
    private static final InstantSource STEADY_CLOCK = () -> Instant.EPOCH.plusNanos(System.nanoTime());

    private final String id;
    private final InstantSource clock;
    private final LogTail tail = new LogTail();
    private volatile Activity activity;
    private String type;
    private Instant createdAt;
    private LogPosition position;
    private int startAt;
    private boolean isWholeLogOnly;
    private boolean isLogHidden;
    private boolean isSealed;
    private boolean hasMoreLog;

    /** The end of the activity, or of the last log item after that; null before the end. */
    private volatile Instant endedAt;

    private boolean isLogReadAfterEnd;
    private IOException logFailure;

    ActivityTracker(ActivityState state) {
        this(state, STEADY_CLOCK);
    }

    /** @param clock of which only differences are used */
    ActivityTracker(ActivityState state, InstantSource clock) {
        id = state.id();
        type = state.type();
        createdAt = state.createdAt();
        position = state.log();
        this.clock = clock;
        // The log's tail includes lines that the listener got before a restart.
        startAt = Math.max(0, position.seen() - LogTail.LINES);
    }

    ActivityState state() {
        return new ActivityState(id, type, createdAt, position);
    }

    String id() {
        return id;
    }

    /** Returns the activity as it was last read; null before that. */
    Activity activity() {
        return activity;
    }

    /** Returns the creation time; null if the activity was never read, or has none. */
    Instant createdAt() {
        return createdAt;
    }

    /** Tells whether the activity was ever read, before a restart or since. */
    boolean wasRead() {
        return type != null;
    }

    void update(Activity current) {
        activity = current;
        type = current.type() == null ? "" : current.type();
        createdAt = current.createdAt();
        if (current.isFinal() && endedAt == null) {
            endedAt = clock.instant();
        }
    }

    /** Makes {@link #addLog} return no text. The log is then read for the message of a failure alone. */
    void hideLog() {
        isLogHidden = true;
    }

    boolean isLogHidden() {
        return isLogHidden;
    }

    /** Requests what is new of the log, and blocks meanwhile. The state stays as it is until {@link #addLog}. */
    LogPage fetchLog(Activities activities) throws IOException {
        if (!isWholeLogOnly) {
            try {
                return activities.log(activity, startAt);
            } catch (WebPaasException e) {
                if (e.problem() != Problem.REFUSED || !e.isRefusal()) {
                    throw e;
                }
                isWholeLogOnly = true;
                startAt = 0;
            }
        }
        return activities.wholeLog(activity);
    }

    /** @return the new text of the page, with its own line ends and perhaps with colours; may be empty */
    String addLog(LogPage page) {
        int seen = position.countSeen(page.items(), startAt);
        if (tail.isEmpty()) {
            tail.add(text(page.items().subList(0, seen)));
        }
        List<LogItem> newItems = page.items().subList(seen, page.items().size());
        String newText = text(newItems);
        tail.add(newText);
        position = position.after(newItems);
        startAt = isWholeLogOnly ? 0 : position.seen();
        logFailure = null;
        isSealed |= page.isSealed();
        hasMoreLog = !page.isWhole() && !newItems.isEmpty() && !isWholeLogOnly;
        if (endedAt != null) {
            isLogReadAfterEnd = true;
            endedAt = newItems.isEmpty() ? endedAt : clock.instant();
        }
        return isLogHidden ? "" : newText;
    }

    void logFailed(IOException why) {
        logFailure = why;
    }

    private static String text(List<LogItem> items) {
        return items.stream().map(LogItem::message).collect(Collectors.joining());
    }

    /** Tells whether the last page broke off after a new item, so that the next request finds more. */
    boolean hasMoreLog() {
        return hasMoreLog;
    }

    /** Tells whether the activity is final. Its log may still go on. */
    boolean hasEnded() {
        return endedAt != null;
    }

    /** Tells whether the activity is final and no more of its log is to be read. */
    boolean isOver() {
        return endedAt != null
                && (isSealed
                        || isLogHidden && activity.isSuccess()
                        || !clock.instant().isBefore(endedAt.plus(mayLogBeRead() ? READ_TIMEOUT : SEAL_TIMEOUT)));
    }

    /** Tells whether the log was not read since the activity's end, and a later attempt in time may succeed. */
    private boolean mayLogBeRead() {
        boolean isRefused = logFailure instanceof WebPaasException answer && answer.isRefusal();
        return !isLogReadAfterEnd
                && !isRefused
                && WebPaasException.pauseAfter(logFailure).compareTo(READ_TIMEOUT) < 0;
    }

    /** Returns a remark for users that the end of an ended activity's log is missing; empty if there is no need for one. */
    Optional<String> missingLogRemark() {
        return !hasEnded() || isSealed || isLogReadAfterEnd || isLogHidden
                ? Optional.empty()
                : Optional.of("The end of the log of activity " + id + " could not be read."
                        + (logFailure == null ? "" : " " + logFailure.getMessage()));
    }

    /** Returns the last lines of the log, without colours; empty if there are none. */
    String logEnd() {
        return tail.plain();
    }

    /** The last lines of a log that is added piece by piece. */
    static final class LogTail {
        /** The number of lines that are kept. */
        static final int LINES = 20;

        /** The number of characters that are kept of a line, from its end. */
        private static final int LENGTH = 500;

        /** ECMA-48: control sequences, operating system commands, and other escapes. */
        private static final String ESCAPES =
                "\u001B\\[[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)|\u001B[ -/]*[0-~]";

        private final Deque<String> lines = new ArrayDeque<>();
        private String unfinished = "";

        void add(String text) {
            String[] parts = text.split("\n", -1);
            for (int i = 0; i < parts.length - 1; i++) {
                push(unfinished + parts[i]);
                unfinished = "";
            }
            unfinished = shortened(unfinished + parts[parts.length - 1]);
        }

        private void push(String line) {
            lines.addLast(shortened(line));
            if (lines.size() > LINES) {
                lines.removeFirst();
            }
        }

        private static String shortened(String line) {
            return line.length() <= LENGTH ? line : line.substring(line.length() - LENGTH);
        }

        boolean isEmpty() {
            return lines.isEmpty() && unfinished.isEmpty();
        }

        /** Returns the lines without colours, and without text that a carriage return overwrites. */
        String plain() {
            Deque<String> all = new ArrayDeque<>(lines);
            if (!unfinished.isBlank()) {
                all.addLast(unfinished);
            }
            return all.stream()
                    .skip(Math.max(0, all.size() - LINES))
                    .map(LogTail::plain)
                    .collect(Collectors.joining("\n"));
        }

        private static String plain(String line) {
            String text = line.replaceAll(ESCAPES, "").stripTrailing();
            return text.substring(text.lastIndexOf('\r') + 1).replaceAll("\\p{Cntrl}", " ");
        }
    }
}
