package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.client.WebPaasApi;
import io.jenkins.plugins.webpaas.client.WebPaasClient;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Activity;
import io.jenkins.plugins.webpaas.standin.Environment;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.IdleTimer;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;

/** A stand-in, and a poller on it. */
final class Polled implements AutoCloseable {
    final StandIn standIn = StandIn.start();
    final ApiToken token = new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN);
    final WebPaasClient client = StandInService.client(Clock.systemUTC());
    final WebPaasApi api = client.as(token);
    final Account bot = standIn.world().account("deploy-bot");
    final Environment main = standIn.world().project(StandIn.PROJECT).environment("main");
    private final List<Waiting> waits = new CopyOnWriteArrayList<>();
    final ScheduledExecutorService timer = new IdleTimer();
    Poller poller = poller();

    private Poller poller() {
        return new Poller(client, timer, Clock.systemUTC());
    }

    /** As after a restart of the controller. */
    void restart() {
        poller = poller();
    }

    Activity begin(String type) {
        return standIn.world().begin(type, main, bot);
    }

    TestWaiter await(Activity... activities) {
        return await(Awaited.ofIds(
                StandIn.PROJECT, Arrays.stream(activities).map(Activity::id).toList()));
    }

    TestWaiter await(Awaited awaited) {
        TestWaiter waiter = new TestWaiter(token);
        await(awaited, waiter);
        return waiter;
    }

    Waiting await(Awaited awaited, Waiter waiter) {
        Waiting waiting = poller.await(awaited, waiter);
        waits.add(waiting);
        return waiting;
    }

    void stopAll() {
        waits.forEach(Waiting::stop);
    }

    @Override
    public void close() {
        stopAll();
        standIn.close();
    }
}
