package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A stand-in and a controller's sessions with it. */
final class ControllerFixture implements AutoCloseable {
    final StandIn standIn;
    final ApiToken token;
    final Sessions sessions;
    private final Clock clock;
    private final ExecutorService executor = Executors.newCachedThreadPool();

    ControllerFixture() {
        this(StandIn.start(), Clock.systemUTC());
    }

    ControllerFixture(StandIn standIn, Clock clock) {
        this.standIn = standIn;
        token = new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN);
        this.clock = clock;
        sessions = newSessions(StandInService.client(clock));
    }

    Sessions newSessions(WebPaasClient client) {
        return new Sessions(client, new HostKeys(new MemoryHostKeyStore()), executor, clock);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        standIn.close();
    }
}
