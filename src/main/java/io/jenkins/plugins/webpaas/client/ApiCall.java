package io.jenkins.plugins.webpaas.client;

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
 */
record ApiCall(
        Service service, String aim, String advice, Request request, long limit, Duration patience, boolean isPartial) {
    private static final long USUAL_LIMIT = 1 << 20;

    ApiCall(Service service, String aim, String advice, Request request) {
        this(service, aim, advice, request, USUAL_LIMIT, null, false);
    }

    ApiCall withLimit(long bytes) {
        return new ApiCall(service, aim, advice, request, bytes, patience, isPartial);
    }

    ApiCall within(Duration duration) {
        return new ApiCall(service, aim, advice, request, limit, duration, isPartial);
    }

    ApiCall partial() {
        return new ApiCall(service, aim, advice, request, limit, patience, true);
    }

    ApiCall with(AccessToken token) {
        Request authorized = request.newBuilder()
                .header("Authorization", "Bearer " + token.value())
                .build();
        return new ApiCall(service, aim, advice, authorized, limit, patience, isPartial);
    }

    HttpUrl url() {
        return request.url();
    }

    /** As the message of an exception. */
    String failed(String why) {
        return "Could not " + aim + ": " + why;
    }

    /** Service and host. */
    String peer() {
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
