package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.support.IdleTimer;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;

/** A stand-in, and a poller on it. */
final class PollerFixture implements AutoCloseable {
    final StandIn standIn = StandIn.start();
    final ApiToken token = new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN);
    final WebPaasClient client = StandInService.client(Clock.systemUTC());
    final WebPaasApi api = client.as(token);
    final Account bot = standIn.world().account("deploy-bot");
    final StandInEnvironment main = standIn.world().project(StandIn.PROJECT).environment("main");
    private final List<WaitHandle> waits = new CopyOnWriteArrayList<>();
    final ScheduledExecutorService timer = new IdleTimer();
    Poller poller = poller();

    private Poller poller() {
        return new Poller(client, timer, Clock.systemUTC());
    }

    /** As after a restart of the controller. */
    void restart() {
        poller = poller();
    }

    StandInActivity begin(String type) {
        return standIn.world().begin(type, main, bot);
    }

    RecordingWaitListener await(StandInActivity... activities) {
        return await(WaitState.ofIds(
                StandIn.PROJECT,
                Arrays.stream(activities).map(StandInActivity::id).toList()));
    }

    RecordingWaitListener await(WaitState awaited) {
        RecordingWaitListener waiter = new RecordingWaitListener(token);
        await(awaited, waiter);
        return waiter;
    }

    WaitHandle await(WaitState awaited, WaitListener waiter) {
        WaitHandle waiting = poller.await(awaited, waiter);
        waits.add(waiting);
        return waiting;
    }

    void stopAll() {
        waits.forEach(WaitHandle::stop);
    }

    @Override
    public void close() {
        stopAll();
        standIn.close();
    }
}
