package io.jenkins.plugins.webpaas.api.http;

import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/**
 * How a client speaks HTTP.
 *
 * @param userAgent names the plugin and its version, such as {@code Jenkins-WebPaaS/1.0 (…)} (protocol section 8)
 * @param customizer sets what the surroundings know, such as the proxy and whom TLS trusts; it may return another builder
 * @param connectTimeout until a connection stands
 * @param callTimeout until one attempt is over, from connecting to the last byte
 * @param deadline until no further attempt is begun
 * @param clock tells when access tokens are stale and the deadline is over
 */
public record HttpSettings(
        String userAgent,
        UnaryOperator<OkHttpClient.Builder> customizer,
        Duration connectTimeout,
        Duration callTimeout,
        Duration deadline,
        Clock clock) {

    /** 10 s to connect, 30 s an attempt, 2 min in all. */
    public HttpSettings(String userAgent, UnaryOperator<OkHttpClient.Builder> customizer) {
        this(
                userAgent,
                customizer,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Clock.systemUTC());
    }

    /** The same with other times. */
    public HttpSettings withTimeouts(Duration connect, Duration call, Duration deadline) {
        return new HttpSettings(userAgent, customizer, connect, call, deadline, clock);
    }

    /** The same with another clock. */
    public HttpSettings withClock(Clock clock) {
        return new HttpSettings(userAgent, customizer, connectTimeout, callTimeout, deadline, clock);
    }
}
