package io.jenkins.plugins.webpaas.standin;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import mockwebserver3.SocketHandler;
import okio.BufferedSink;
import okio.Okio;

/** Sends a log as lines of JSON while it grows, with HTTP/1.1 in chunks of one line each, and its seal (protocol, "Log"). */
final class LogStream implements SocketHandler {
    private static final long TICK_MILLIS = 200;

    private final StandInActivityLog log;
    private final int startAt;
    private final long maxItems;
    private final long maxDelayMillis;
    private final boolean isChunked;
    private final BooleanSupplier closing;

    /**
     * Prepares a stream.
     *
     * @param maxDelayMillis negative for ever
     * @param isChunked whether there are chunks, which HTTP/2 does not have
     */
    LogStream(
            StandInActivityLog log,
            int startAt,
            long maxItems,
            long maxDelayMillis,
            boolean isChunked,
            BooleanSupplier closing) {
        this.log = log;
        this.startAt = startAt;
        this.maxItems = maxItems;
        this.maxDelayMillis = maxDelayMillis;
        this.isChunked = isChunked;
        this.closing = closing;
    }

    @Override
    public void handle(okio.Socket socket) {
        BufferedSink out = Okio.buffer(socket.getSink());
        try {
            if (!stream(out)) {
                socket.cancel();
            } else if (isChunked) {
                out.writeUtf8("0\r\n\r\n").flush();
            } else {
                out.close();
            }
        } catch (IOException e) {
            // The client has gone.
            socket.cancel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            socket.cancel();
        }
    }

    /** Sends the log. Returns false if the connection must be broken off. */
    private boolean stream(BufferedSink out) throws IOException, InterruptedException {
        long idleSince = System.nanoTime();
        int sent = 0;
        while (sent < maxItems) {
            if (sent >= log.dropsAfter()) {
                return false;
            }
            boolean ended = log.ended();
            List<StandInActivityLog.Item> items = log.from(startAt + sent, waitMillis(idleSince));
            for (StandInActivityLog.Item item : items) {
                if (sent < Math.min(maxItems, log.dropsAfter())) {
                    line(out, line(item));
                    sent++;
                }
            }
            if (closing.getAsBoolean()) {
                return false;
            }
            if (!items.isEmpty()) {
                idleSince = System.nanoTime();
            } else if (ended) {
                if (log.sealed()) {
                    line(out, "{\"seal\": true}");
                }
                return true;
            } else if (maxDelayMillis >= 0 && idleMillis(idleSince) >= maxDelayMillis) {
                return true;
            }
        }
        return true;
    }

    private long waitMillis(long idleSince) {
        return maxDelayMillis < 0 ? TICK_MILLIS : Math.min(TICK_MILLIS, maxDelayMillis - idleMillis(idleSince));
    }

    private static long idleMillis(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }

    private static String line(StandInActivityLog.Item item) {
        var json = StandInJson.object().put("_id", String.valueOf(item.id()));
        json.putObject("data")
                .put("timestamp", StandInJson.time(item.timestamp()))
                .put("message", item.message());
        return json.toString();
    }

    private void line(BufferedSink out, String json) throws IOException {
        String line = json + "\n";
        if (isChunked) {
            out.writeHexadecimalUnsignedLong(okio.Utf8.size(line)).writeUtf8("\r\n" + line + "\r\n");
        } else {
            out.writeUtf8(line);
        }
        out.flush();
    }
}
