package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activities;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.LogItem;
import io.jenkins.plugins.webpaas.api.LogPage;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Follows one activity to its end, a look at a time: nothing is held between two looks. Each item of its log is told once,
 * in order, however often a connection breaks off (protocol section 7). One thread at a time fetches the log and takes it.
 */
final class ActivityTracker {
    /** How long a log may still come, or its seal, after the activity's end or the last item. Some are never sealed. */
    static final Duration GRACE = Duration.ofSeconds(5);

    /** How long after the activity's end a log is asked for that cannot be read. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String id;
    private final InstantSource time;
    private final LogTail tail = new LogTail();
    private volatile Activity activity;
    private String type;
    private Instant createdAt;
    private LogPosition position;
    private int startAt;
    private boolean isWholeLogOnly;
    private boolean isQuiet;
    private boolean isSealed;
    private boolean isBehind;
    private volatile Instant ended;
    private boolean isRead;
    private IOException obstacle;

    /** @param time of which differences alone count */
    ActivityTracker(TrackedActivityState followed, InstantSource time) {
        id = followed.id();
        type = followed.type();
        createdAt = followed.createdAt();
        position = followed.log();
        this.time = time;
        // What was told before a restart is part of the log's tail as well.
        startAt = Math.max(0, position.seen() - LogTail.LINES);
    }

    /** What it takes to go on from here. */
    TrackedActivityState followed() {
        return new TrackedActivityState(id, type, createdAt, position);
    }

    String id() {
        return id;
    }

    /** Null before it was first seen. */
    Activity activity() {
        return activity;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Whether the service has, or had, such an activity. */
    boolean isKnown() {
        return type != null;
    }

    void saw(Activity now) {
        activity = now;
        type = now.type() == null ? "" : now.type();
        createdAt = now.createdAt();
        if (now.isFinal() && ended == null) {
            ended = time.instant();
        }
    }

    /** From now on the log is read for its tail alone, and only if that matters. */
    void beQuiet() {
        isQuiet = true;
    }

    boolean isQuiet() {
        return isQuiet;
    }

    /** Blocks for as long as the service takes to answer; changes nothing that is saved. */
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

    /** @return what of it is new: text with its own line ends, perhaps with colours; perhaps none */
    String take(LogPage page) {
        int known = position.known(page.items(), startAt);
        if (tail.isEmpty()) {
            tail.add(text(page.items().subList(0, known)));
        }
        List<LogItem> fresh = page.items().subList(known, page.items().size());
        String text = text(fresh);
        tail.add(text);
        position = position.after(fresh);
        startAt = isWholeLogOnly ? 0 : position.seen();
        obstacle = null;
        isSealed |= page.isSealed();
        isBehind = !page.isWhole() && !fresh.isEmpty() && !isWholeLogOnly;
        if (ended != null) {
            isRead = true;
            ended = fresh.isEmpty() ? ended : time.instant();
        }
        return isQuiet ? "" : text;
    }

    /** The log could not be read this time. */
    void missed(IOException why) {
        obstacle = why;
    }

    private static String text(List<LogItem> items) {
        return items.stream().map(LogItem::message).collect(Collectors.joining());
    }

    /** Whether the log broke off after something new, so that there is more of it. */
    boolean isBehind() {
        return isBehind;
    }

    /** Whether the activity is final. */
    boolean hasEnded() {
        return ended != null;
    }

    /** Whether nothing more will come, of the activity and of its log. */
    boolean isOver() {
        return ended != null
                && (isSealed || isOfNoUse() || !time.instant().isBefore(ended.plus(isHopeful() ? PATIENCE : GRACE)));
    }

    /** Whether nobody is to see anything of the log. */
    private boolean isOfNoUse() {
        return isQuiet && activity.isSuccess();
    }

    /** Whether the end of the log has not been read, and may be read in time. */
    private boolean isHopeful() {
        boolean isRefused = obstacle instanceof WebPaasException known && known.isRefusal();
        return !isRead && !isRefused && WebPaasException.pauseAfter(obstacle).compareTo(PATIENCE) < 0;
    }

    /** Why the user has not seen all of the log, once this is over; null if there is no such thing to say. */
    String gap() {
        if (isSealed || isRead || isQuiet) {
            return null;
        }
        return "The end of the log of activity " + id + " could not be read."
                + (obstacle == null ? "" : " " + obstacle.getMessage());
    }

    /** The end of the log, for people; perhaps empty. */
    String tail() {
        return tail.plain();
    }
}
