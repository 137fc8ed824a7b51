package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A refusal of the service ends a wait, unless there is another API token. */
class PollerRefusalTest {
    @RegisterExtension
    private final PollerFixture fixture = new PollerFixture();

    private final StandIn standIn = fixture.standIn;

    @WaitingTest
    void aRefusalEndsTheWait() {
        standIn.faults().add(Endpoint.ACTIVITY, Fault.refusal(403));
        StandInActivity push = fixture.begin("environment.push");

        assertThat(fixture.await(push).failure())
                .hasMessageStartingWith("Could not read activity " + push.id())
                .hasMessageContaining("answered 403");
    }

    @WaitingTest
    void anActivityThatIsGoneIsToldFromOneThatNeverWas() {
        StandInActivity backup = fixture.begin("environment.backup").start();
        RecordingWaitListener listener = fixture.await(backup);
        await().until(() -> fixture.requests(Endpoint.LOG) > 0);
        standIn.world().project(StandIn.PROJECT).forget(backup);

        assertThat(listener.failure()).hasMessageStartingWith("The service no longer has activity " + backup.id());
        assertThat(fixture.await(WaitState.ofIds(StandIn.PROJECT, List.of("nosuch")))
                        .failure())
                .hasMessageStartingWith("Could not read activity nosuch of project 'abcdefghij234'")
                .hasMessageContaining("Check the ids");
    }

    @WaitingTest
    void oneThatIsGoneIsNoneOfTheOthersBusiness() {
        List<StandInActivity> pushes = IntStream.range(0, 3)
                .mapToObj(i -> fixture.begin("environment.push").start())
                .toList();
        List<RecordingWaitListener> listeners =
                pushes.stream().map(fixture::await).toList();
        await().until(() -> fixture.requests(Endpoint.ACTIVITIES) > 0);
        standIn.world().project(StandIn.PROJECT).forget(pushes.get(1));

        assertThat(listeners.get(1).failure()).hasMessageContaining("The service no longer has activity");
        pushes.forEach(push -> push.complete(Result.SUCCESS));
        assertThat(listeners.get(0).outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listeners.get(2).outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
    }

    @WaitingTest
    void aRevokedApiTokenEndsTheWait() {
        StandInActivity push = fixture.begin("environment.push").start();
        RecordingWaitListener listener = fixture.await(push);
        await().until(() -> fixture.requests(Endpoint.LOG) > 0);
        fixture.bot.deleteApiTokens();
        standIn.clock().advance(Duration.ofHours(1));

        assertThat(listener.failure()).hasMessageContaining("refused the API token");
    }

    @WaitingTest
    void anApiTokenThatWasReplacedIsTakenUp() {
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        RecordingWaitListener listener = fixture.await(push);
        await().until(() -> listener.log().equals("one\n"));
        fixture.bot.deleteApiTokens();
        fixture.bot.addApiToken("another-token");
        listener.token = new ApiToken(fixture.token.service(), "another-token");
        standIn.clock().advance(Duration.ofHours(1));
        await().until(() -> standIn.requests().of(Endpoint.TOKEN).stream()
                .anyMatch(request -> request.body().contains("another-token")));
        push.log("two\n").complete(Result.SUCCESS);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.log()).isEqualTo("one\ntwo\n");
    }

    @WaitingTest
    void withoutAnApiTokenThereIsNoWait() {
        RecordingWaitListener listener = new RecordingWaitListener(null);
        fixture.await(
                WaitState.ofIds(
                        StandIn.PROJECT,
                        List.of(fixture.begin("environment.push").id())),
                listener);

        assertThat(listener.failure()).hasMessage("There is no credential 'deploy-bot'");
    }

    @WaitingTest
    void anAccessTokenThatExpiresIsReplaced() {
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        RecordingWaitListener listener = fixture.await(push);
        await().until(() -> listener.log().equals("one\n"));
        standIn.clock().advance(Duration.ofHours(1));
        push.log("two\n").complete(Result.SUCCESS);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.log()).isEqualTo("one\ntwo\n");
        assertThat(fixture.requests(Endpoint.TOKEN)).isEqualTo(2);
    }
}
