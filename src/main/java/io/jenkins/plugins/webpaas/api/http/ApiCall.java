package io.jenkins.plugins.webpaas.api.http;

import io.jenkins.plugins.webpaas.service.Service;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * One request to a service, and the words to speak of it.
 *
 * @param aim completes "Could not …"
 * @param advice what to check if the service refuses, a sentence without its full stop
 * @param limit how many bytes the answer may have
 * @param patience how long it may take in all; null for as long as the client allows
 * @param isPartial whether the beginning of an answer is worth having, should it be longer, or break off, or take longer
 * @param omitsLog whether the logs within activities are left out of the answer, and do not count for the limit
 */
public record ApiCall(
        Service service,
        String aim,
        String advice,
        Request request,
        long limit,
        Duration patience,
        boolean isPartial,
        boolean omitsLog) {
    private static final long USUAL_LIMIT = 1 << 20;

    public ApiCall(Service service, String aim, String advice, Request request) {
        this(service, aim, advice, request, USUAL_LIMIT, null, false, false);
    }

    public ApiCall withLimit(long bytes) {
        return new ApiCall(service, aim, advice, request, bytes, patience, isPartial, omitsLog);
    }

    public ApiCall within(Duration duration) {
        return new ApiCall(service, aim, advice, request, limit, duration, isPartial, omitsLog);
    }

    public ApiCall partial() {
        return new ApiCall(service, aim, advice, request, limit, patience, true, omitsLog);
    }

    /** Returns the same call for an answer that has activities, each with a whole log that nothing here reads. */
    public ApiCall withoutLog() {
        return new ApiCall(service, aim, advice, request, limit, patience, isPartial, true);
    }

    /** Returns the same call with an access token for its bearer. */
    public ApiCall withBearer(String accessToken) {
        Request authorized = request.newBuilder()
                .header("Authorization", "Bearer " + accessToken)
                .build();
        return new ApiCall(service, aim, advice, authorized, limit, patience, isPartial, omitsLog);
    }

    public HttpUrl url() {
        return request.url();
    }

    /** As the message of an exception. */
    public String failed(String why) {
        return "Could not " + aim + ": " + why;
    }

    /** Service and host. */
    public String peer() {
        return service.name() + " (" + url().host() + ")";
    }

    String hostAndPort() {
        return url().host() + ":" + url().port();
    }

    /** No component is shown, as the request's headers are secret. */
    @Override
    public String toString() {
        return "ApiCall[" + aim + "]";
    }
}
