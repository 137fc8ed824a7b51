package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.standin.CertificateAuthority.Flaw;
import io.jenkins.plugins.webpaas.standin.Fault;
import java.time.Duration;

/** The troubles between a controller and a service that {@link FaultMatrixTest} plays. */
public enum NetworkTrouble {
    NONE("none", Fault.latency(Duration.ZERO)),
    LATE("the answer is late; acted on", Fault.latency(TroubleScenario.SHORT_TIMEOUT.multipliedBy(3))),
    LATE_AND_LOST(
            "the answer is late; not acted on",
            Fault.latency(TroubleScenario.SHORT_TIMEOUT.multipliedBy(3)).ignored()),
    STALLED("half a body, then nothing; acted on", Fault.stalledBody()),
    RESET("reset; not acted on", Fault.dropBefore()),
    ACTED_AND_RESET("reset; acted on", Fault.dropAfter()),
    ACTED_AND_GONE("reset; acted on, and the activities cannot be listed then", Fault.dropAfter()),
    RESET_AND_ACTED("reset; acted on 9 s later", Fault.dropBefore().actedLater()),
    HALF_A_BODY("half a body, then reset; acted on", Fault.truncatedBody()),
    TIMEOUT("408", Fault.status(408)),
    TIMEOUT_AND_ACTED("408; acted on 9 s later", Fault.status(408).actedLater()),
    RATE_LIMIT("429", Fault.status(429)),
    RATE_LIMIT_2("429, Retry-After 2 s", Fault.status(429).header("Retry-After", "2")),
    RATE_LIMIT_HOUR("429, Retry-After 1 h", Fault.status(429).header("Retry-After", "3600")),
    ERROR("500; not acted on", Fault.status(500)),
    ACTED_AND_ERROR("500; acted on", Fault.status(500).acted()),
    ERROR_AND_ACTED("500; acted on 9 s later", Fault.status(500).actedLater()),
    BAD_GATEWAY("502 with HTML; not acted on", Fault.html(502)),
    ACTED_AND_BAD_GATEWAY("502 with HTML; acted on", Fault.html(502).acted()),
    BAD_GATEWAY_AND_ACTED("502 with HTML; acted on 9 s later", Fault.html(502).actedLater()),
    UNAVAILABLE("503", Fault.status(503)),
    UNAVAILABLE_AND_ACTED("503; acted on 9 s later", Fault.status(503).actedLater()),
    UNAVAILABLE_0(
            "503, Retry-After 0; acted on",
            Fault.status(503).header("Retry-After", "0").acted()),
    GATEWAY_TIMEOUT("504; not acted on", Fault.status(504)),
    ACTED_AND_GATEWAY_TIMEOUT("504; acted on", Fault.status(504).acted()),
    GATEWAY_TIMEOUT_AND_ACTED("504; acted on 9 s later", Fault.status(504).actedLater()),
    CUT_JSON("JSON that breaks off; acted on", Fault.invalidJson().acted()),
    NO_JSON("no JSON; acted on", Fault.json("Fatal error: out of memory").acted()),
    DEEP_JSON(
            "JSON nested 100,000 deep; acted on",
            Fault.json("[".repeat(100_000)).acted()),
    WRONG_TYPES("wrong types; acted on", Fault.wrongTypes()),
    LOGIN_PAGE("200 with HTML; not acted on", Fault.html(200)),
    LOGIN_PAGE_AND_ACTED("200 with HTML; acted on 9 s later", Fault.html(200).actedLater()),
    HUGE("a body of 1 TB; acted on", Fault.hugeBody(1L << 40).acted()),
    ENDLESS("a body without end; acted on", Fault.endlessBody().acted()),
    REDIRECT("a redirect to another host"),
    NOT_CONNECTED("no connection"),
    UNTRUSTED("TLS: a certificate of an unknown authority"),
    OTHER_HOST("TLS: a certificate for another host"),
    EXPIRED("TLS: a certificate that has expired"),
    CLOCK_AHEAD("clock an hour ahead of the service's"),
    CLOCK_BEHIND("clock an hour behind the service's"),
    OTHER_KEY("an SSH certificate for another key", Flaw.OTHER_KEY),
    EXPIRED_CERTIFICATE("an SSH certificate that has expired", Flaw.EXPIRED);

    final String title;
    final Fault fault;
    final Flaw flaw;

    NetworkTrouble(String title) {
        this(title, null, Flaw.NONE);
    }

    NetworkTrouble(String title, Fault fault) {
        this(title, fault, Flaw.NONE);
    }

    NetworkTrouble(String title, Flaw flaw) {
        this(title, null, flaw);
    }

    NetworkTrouble(String title, Fault fault, Flaw flaw) {
        this.title = title;
        this.fault = fault;
        this.flaw = flaw;
    }

    public boolean concerns(TroubledCall call) {
        return (flaw == Flaw.NONE || call == TroubledCall.CERTIFICATE)
                && (call.isOperation() || this != ACTED_AND_GONE && !isActedOnLater());
    }

    private boolean isActedOnLater() {
        return name().endsWith("_AND_ACTED");
    }

    /** Tells whether the trouble may be over with the next attempt. */
    public boolean mayPass() {
        return fault != null || this == REDIRECT;
    }

    public boolean isTls() {
        return this == UNTRUSTED || this == OTHER_HOST || this == EXPIRED;
    }

    public boolean isSlow() {
        return this == LATE || this == LATE_AND_LOST || this == STALLED;
    }
}
