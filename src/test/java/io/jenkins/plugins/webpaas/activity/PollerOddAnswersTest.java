package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of a gateway, a proxy or a login page end no wait. Refusals of the API do. */
@Execution(ExecutionMode.CONCURRENT)
class PollerOddAnswersTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    private final PollerFixture fixture = new PollerFixture();

    private final StandIn standIn = fixture.standIn;

    static Stream<Named<Fault>> odd() {
        return Stream.of(
                Named.of("200 with a page", Fault.html(200)),
                Named.of("200 with other JSON", Fault.json("{\"status\": \"maintenance\"}")),
                Named.of("200 with null", Fault.json("null")),
                Named.of("200 with nothing", Fault.status(200)),
                Named.of("a redirect", Fault.redirect("https://status.example.com/")),
                Named.of("400 with a page", Fault.html(400)),
                Named.of("401 with a page", Fault.html(401)),
                Named.of("401 alone", Fault.status(401)),
                Named.of("403 with a page", Fault.html(403)),
                Named.of("403 alone", Fault.status(403)),
                Named.of("403 with a text", Fault.status(403).body("Blocked by the firewall")),
                Named.of("404 with a page", Fault.html(404)),
                Named.of("407", Fault.status(407)),
                Named.of("503 with a page", Fault.html(503)));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void endNoWait(Fault answer) {
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        RecordingWaitListener listener = fixture.await(push);
        await().atMost(SOON).until(() -> listener.log().equals("one\n"));
        standIn.faults().add(Endpoint.ACTIVITY, answer.times(2)).add(Endpoint.LOG, answer.times(1));
        standIn.requests().clear();
        await().atMost(SOON).until(() -> standIn.requests().count(Endpoint.ACTIVITY) >= 3);
        push.log("two\n").complete(Result.SUCCESS);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.log()).isEqualTo("one\ntwo\n");
    }

    @ParameterizedTest
    @MethodSource("odd")
    void endNoWaitForWhatElseWasStarted(Fault answer) throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        standIn.faults().add(Endpoint.ACTIVITIES, answer.times(2));

        assertThat(fixture.await(WaitState.since(bookmark)).outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
    }

    @ParameterizedTest
    @MethodSource("odd")
    void endNoWaitWhereTheAccessTokenComesFrom(Fault answer) {
        standIn.faults().add(Endpoint.TOKEN, answer.times(2));
        StandInActivity push = fixture.begin("environment.push").start().complete(Result.SUCCESS);

        assertThat(fixture.await(push).outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
    }

    static Stream<Integer> refusals() {
        return Stream.of(400, 401, 403, 404, 410);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void theApisOwnEndIt(int code) {
        standIn.faults().add(Endpoint.ACTIVITY, Fault.refusal(code));

        assertThat(fixture.await(fixture.begin("environment.push").start()).failure())
                .hasMessageStartingWith("Could not read activity");
    }
}
