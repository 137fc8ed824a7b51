package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.support.IdleTimer;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A stand-in with one account and one environment, and a poller for its activities. */
final class PollerFixture implements AfterEachCallback {
    final StandIn standIn = StandIn.start();
    final ApiToken token = new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN);
    final WebPaasClient client = StandInService.client(Clock.systemUTC());
    final WebPaasApi api = client.as(token);
    final Account bot = standIn.world().account("deploy-bot");
    final StandInEnvironment main = standIn.world().project(StandIn.PROJECT).environment("main");
    private final List<ActiveWait> waits = new CopyOnWriteArrayList<>();
    final ScheduledExecutorService timer = new IdleTimer();
    Poller poller = newPoller();

    private Poller newPoller() {
        return new Poller(client, timer, Clock.systemUTC());
    }

    /** Replaces the poller, as a restart of the controller does. */
    void restart() {
        poller = newPoller();
    }

    StandInActivity begin(String type) {
        return standIn.world().begin(type, main, bot);
    }

    int requests(Endpoint endpoint) {
        return standIn.requests().count(endpoint);
    }

    ActivityBookmark bookmark() throws IOException {
        return api.activities().mark(StandIn.PROJECT, "main");
    }

    /** Returns the activity's name in messages. */
    static String name(StandInActivity activity) {
        return "Activity " + activity.id() + " (" + activity.type() + ")";
    }

    WaitState stateOf(StandInActivity... activities) {
        return WaitState.ofIds(
                StandIn.PROJECT,
                Arrays.stream(activities).map(StandInActivity::id).toList());
    }

    RecordingWaitListener await(StandInActivity... activities) {
        return await(stateOf(activities));
    }

    RecordingWaitListener await(WaitState state) {
        RecordingWaitListener listener = new RecordingWaitListener(token);
        await(state, listener);
        return listener;
    }

    ActiveWait await(WaitState state, WaitListener listener) {
        ActiveWait wait = poller.await(state, listener);
        waits.add(wait);
        return wait;
    }

    void stopAll() {
        waits.forEach(ActiveWait::stop);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stopAll();
        standIn.close();
    }
}
