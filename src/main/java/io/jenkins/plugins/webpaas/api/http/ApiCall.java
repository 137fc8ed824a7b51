package io.jenkins.plugins.webpaas.api.http;

import io.jenkins.plugins.webpaas.service.Service;
import java.time.Duration;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * A request to a service, its limits, and the words that messages use for it.
 *
 * @param aim completes "Could not …"
 * @param advice what to check if the service refuses; a sentence without its full stop
 * @param limit number of bytes that the answer may have
 * @param timeout time until the last byte of the answer; null for the client's own timeout
 * @param allowsPartial whether the beginning of an answer is useful if the answer is too long, breaks off, or takes too long
 * @param isOnceOnly whether the call must not be sent again after the service may have acted on it
 * @param omitsLog whether the logs within activities are left out of the answer and do not count for the limit
 */
public record ApiCall(
        Service service,
        String aim,
        String advice,
        Request request,
        long limit,
        Duration timeout,
        boolean allowsPartial,
        boolean isOnceOnly,
        boolean omitsLog) {
    /** The limit for a list. A project may have hundreds of environments, each with all its links. */
    public static final long LIST_LIMIT = 16 << 20;

    private static final long DEFAULT_LIMIT = 1 << 20;
    private static final MediaType JSON = MediaType.get("application/json");

    public ApiCall(Service service, String aim, String advice, Request request) {
        this(service, aim, advice, request, DEFAULT_LIMIT, null, false, false, false);
    }

    public static ApiCall get(Service service, String aim, String advice, HttpUrl url) {
        return new ApiCall(service, aim, advice, new Request.Builder().url(url).build());
    }

    public static ApiCall delete(Service service, String aim, String advice, HttpUrl url) {
        return new ApiCall(
                service, aim, advice, new Request.Builder().url(url).delete().build());
    }

    /** Returns a call that posts fields as a JSON object, or has no body if there are none. */
    public static ApiCall post(Service service, String aim, String advice, HttpUrl url, Map<String, ?> fields) {
        RequestBody body =
                fields.isEmpty() ? RequestBody.create(new byte[0], null) : RequestBody.create(Json.write(fields), JSON);
        return new ApiCall(
                service, aim, advice, new Request.Builder().url(url).post(body).build());
    }

    /** Returns the URL of a resource of the API. A slash within a segment becomes {@code %2F} (protocol, "Projects and environments"). */
    public static HttpUrl url(Service service, String... segments) {
        HttpUrl.Builder url = HttpUrl.get(service.endpoints().api()).newBuilder();
        for (String segment : segments) {
            url.addPathSegment(segment);
        }
        return url.build();
    }

    public ApiCall withLimit(long bytes) {
        return new ApiCall(service, aim, advice, request, bytes, timeout, allowsPartial, isOnceOnly, omitsLog);
    }

    public ApiCall withTimeout(Duration duration) {
        return new ApiCall(service, aim, advice, request, limit, duration, allowsPartial, isOnceOnly, omitsLog);
    }

    public ApiCall allowingPartial() {
        return new ApiCall(service, aim, advice, request, limit, timeout, true, isOnceOnly, omitsLog);
    }

    public ApiCall onceOnly() {
        return new ApiCall(service, aim, advice, request, limit, timeout, allowsPartial, true, omitsLog);
    }

    /** Returns the same call for an answer with activities whose logs are not needed. */
    public ApiCall withoutLog() {
        return new ApiCall(service, aim, advice, request, limit, timeout, allowsPartial, isOnceOnly, true);
    }

    public ApiCall withBearer(String accessToken) {
        Request authorized = request.newBuilder()
                .header("Authorization", "Bearer " + accessToken)
                .build();
        return new ApiCall(service, aim, advice, authorized, limit, timeout, allowsPartial, isOnceOnly, omitsLog);
    }

    public HttpUrl url() {
        return request.url();
    }

    /** Returns the message of an exception that ends this call. */
    public String failure(String reason) {
        return "Could not " + aim + ": " + reason;
    }

    /** Returns the names of the service and its host. */
    public String peer() {
        return service.name() + " (" + url().host() + ")";
    }

    String hostAndPort() {
        return url().host() + ":" + url().port();
    }

    /** Returns the aim alone, because the request has secret headers. */
    @Override
    public String toString() {
        return "ApiCall[" + aim + "]";
    }
}
