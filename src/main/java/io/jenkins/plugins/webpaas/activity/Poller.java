package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.concurrent.FairThreadPool;
import io.jenkins.plugins.webpaas.concurrent.MessageQueue;
import io.jenkins.plugins.webpaas.service.Endpoints;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Polls all activities that a controller waits for, and tells listeners about their logs and ends. A controller has one poller:
 *
 * <pre>{@code
 * Poller poller = new Poller(client, timer, Clock.systemUTC());
 * WaitState state = WaitState.of(project, new Operation.Backup(false).start(api.operations(), environment));
 * ActiveWait wait = poller.await(state, new WaitListener() {
 *     public ApiToken token() { return token; }
 *     public void logAdded(Activity activity, String text, WaitState next) { print(text); save(next); }
 *     public void say(String sentences) { print(sentences); }
 *     public boolean isGone() { return !build.isRunning(); }
 *     public void ended(Outcome outcome) { finish(outcome.status(), outcome.message()); }
 *     public void failed(IOException why) { finish(Outcome.Status.FAILURE, why.getMessage()); }
 * });
 * wait.stop(); // when the build is aborted
 * }</pre>
 *
 * <p>However many waits there are, a poller has at most 14 threads for each service and {@value #LISTENER_THREADS} for listeners, and none
 * while there are no waits. Slow tasks get threads of their own ({@link FairThreadPool}).
 *
 * <p>A listener hears of an end within a second. The numbers of requests and their pauses are in {@link ProjectPoller},
 * {@link ServicePoller} and {@link LogFollower}.
 */
public final class Poller {
    private static final int LISTENER_THREADS = 2;

    /** The shortest time of a wait, so that an end while the controller was down is found although the deadline is past. */
    private static final Duration MIN_WAIT = Duration.ofSeconds(10);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(30);

    private final WebPaasClient client;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final FairThreadPool listenerThreads;
    private final Map<Endpoints, ServicePoller> servicePollers = new ConcurrentHashMap<>();

    /** @param timer only hands tasks to other threads */
    public Poller(WebPaasClient client, ScheduledExecutorService timer, Clock clock) {
        this.client = client;
        this.timer = timer;
        this.clock = clock;
        listenerThreads = new FairThreadPool("webpaas-waiters", LISTENER_THREADS, timer);
    }

    /** Begins to wait, or goes on from a saved state, and returns at once. Other threads call the listener. */
    public ActiveWait await(WaitState state, WaitListener listener) {
        ActiveWait wait = new ActiveWait(state, listener, new MessageQueue(listenerThreads));
        if (state.deadline() != null) {
            long millis =
                    Math.max(Duration.between(clock.instant(), state.deadline()).toMillis(), MIN_WAIT.toMillis());
            wait.deadline(timer.schedule(() -> callListener(wait::timeOut), millis, TimeUnit.MILLISECONDS));
        }
        scheduleCheck(wait);
        callListener(() -> lookUpToken(wait, token -> add(wait, token)));
        return wait;
    }

    private void scheduleCheck(ActiveWait wait) {
        wait.nextCheck(timer.schedule(
                () -> callListener(() -> check(wait)), CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Ends a wait whose build is gone. Tells other builds that their waits go on. */
    private void check(ActiveWait wait) {
        boolean isGone = false;
        try {
            isGone = wait.listener().isGone();
        } finally {
            if (isGone) {
                wait.stop();
            } else {
                wait.checkProgress();
                scheduleCheck(wait);
            }
        }
    }

    /** Looks up the API token again, since the service refused the former one. Ends the wait if the token was not replaced. */
    void replaceToken(ActiveWait wait, ApiToken refused, IOException why) {
        callListener(() -> lookUpToken(wait, token -> {
            if (token.equals(refused)) {
                wait.fail(why);
            } else {
                add(wait, token);
            }
        }));
    }

    private static void lookUpToken(ActiveWait wait, Consumer<ApiToken> then) {
        ApiToken token;
        try {
            token = wait.listener().token();
        } catch (IOException e) {
            wait.fail(e);
            return;
        } catch (RuntimeException e) {
            wait.fail(new IOException("The API token could not be looked up: " + e, e));
            return;
        }
        then.accept(token);
    }

    private void add(ActiveWait wait, ApiToken token) {
        servicePollers
                .computeIfAbsent(token.service().endpoints(), endpoints -> new ServicePoller(this, timer))
                .add(wait, new ProjectPoller.Key(token, wait.project()), () -> client.inPlace(token));
    }

    /** Runs a task that calls a listener. Each task has an owner of its own, so that a slow listener delays no other task. */
    private void callListener(Runnable task) {
        listenerThreads.execute(new FairThreadPool.Owner(), task);
    }
}
