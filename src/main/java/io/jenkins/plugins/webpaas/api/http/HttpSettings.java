package io.jenkins.plugins.webpaas.api.http;

import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/**
 * The settings of an HTTP client.
 *
 * @param userAgent names the plugin and its version, such as {@code Jenkins-WebPaaS/1.0 (…)} (protocol, "Errors, limits, transport")
 * @param customizer configures the client for Jenkins, such as its proxy and trust store; it may return another builder
 * @param connectTimeout time to establish a connection
 * @param callTimeout time for one attempt, from connecting to the last byte
 * @param deadline time after which a call is not repeated again
 * @param clock measures the deadline and the life of access tokens
 */
public record HttpSettings(
        String userAgent,
        UnaryOperator<OkHttpClient.Builder> customizer,
        Duration connectTimeout,
        Duration callTimeout,
        Duration deadline,
        Clock clock) {

    /** Creates settings with 10 s to connect, 30 s for an attempt and a deadline of 2 min. */
    public HttpSettings(String userAgent, UnaryOperator<OkHttpClient.Builder> customizer) {
        this(
                userAgent,
                customizer,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Clock.systemUTC());
    }
}
