package io.jenkins.plugins.webpaas.api.http;

import io.jenkins.plugins.webpaas.concurrent.Durations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;
import okio.Okio;

/**
 * The answer to a call.
 *
 * @param body never null; has only the beginning of a long error, and of a long answer to a call that allows partial answers
 * @param isWhole whether the body has its end
 */
public record ApiResponse(int code, Headers headers, byte[] body, boolean isWhole) {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** @throws WebPaasException if a successful answer is longer than the call allows */
    static ApiResponse read(ApiCall call, Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (call.omitsLog()) {
            source = Okio.buffer(new LogOmittingSource(source));
        }
        boolean isWhole = true;
        boolean isTooLong = false;
        try {
            isTooLong = source.request(call.limit() + 1);
        } catch (IOException e) {
            if (!call.allowsPartial() || !response.isSuccessful()) {
                throw e;
            }
            isWhole = false;
        }
        if (isTooLong && response.isSuccessful() && !call.allowsPartial()) {
            throw ResponseReader.unusable(call, response.code(), "with more than " + call.limit() / 1024 + " KiB");
        }
        byte[] body = source.readByteArray(Math.min(source.getBuffer().size(), call.limit()));
        return new ApiResponse(response.code(), response.headers(), body, isWhole && !isTooLong);
    }

    public boolean isSuccess() {
        return code / 100 == 2;
    }

    boolean isRedirect() {
        return code / 100 == 3;
    }

    public boolean isHtml() {
        String type = headers.get("Content-Type");
        int start = 0;
        while (start < body.length && Character.isWhitespace(body[start])) {
            start++;
        }
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html")
                || start < body.length && body[start] == '<';
    }

    /** Tells whether the body is a JSON object, as all errors of the API are (protocol, "Errors, limits, transport"). */
    boolean isJsonObject() {
        return Json.parse(body).isObject();
    }

    /** Returns the time by which this machine's clock is ahead of the server's; zero if the answer has no date. */
    Duration skew(Instant now) {
        Instant date = headers.getInstant("Date");
        return date == null ? Duration.ZERO : Duration.between(date, now);
    }

    /**
     * Returns the time that the server asks to wait ({@code Retry-After}, in seconds or as a date), at most an hour; null if the server does
     * not ask. A date is compared with the date of the answer, because this machine's clock may differ.
     */
    Duration retryAfter(Instant now) {
        String value = headers.get("Retry-After");
        if (value != null && value.matches("\\d{1,9}")) {
            return Durations.shorter(Duration.ofSeconds(Long.parseLong(value)), LONGEST_PAUSE);
        }
        Instant until = headers.getInstant("Retry-After");
        return until == null
                ? null
                : Durations.shorter(Duration.between(now, until).plus(skew(now)), LONGEST_PAUSE);
    }

    /** Returns the same answer without a body that might be secret. A JSON object becomes an empty JSON object. */
    public ApiResponse withoutBody() {
        return new ApiResponse(
                code, headers, isJsonObject() ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0], isWhole);
    }
}
