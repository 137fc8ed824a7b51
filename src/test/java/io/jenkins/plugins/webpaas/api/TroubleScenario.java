package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.service.Endpoints;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.service.VendorCliNames;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.SourceOperation;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockWebServer;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** One call of a new client, to a service that has some trouble. */
public final class TroubleScenario implements AutoCloseable {
    /** The id of the environment, which is new in each scenario. */
    static final String ENVIRONMENT = "pr-12";

    /** The id of a backup of the environment. */
    static final String BACKUP = "backup1";

    public static final List<String> LINES = List.of("one\n", "two\n");

    /** The timeout of a call whose answer is late. */
    public static final Duration SHORT_TIMEOUT = Duration.ofMillis(1500);

    /** The time after a lost answer at which a late backend acts on the request. */
    private static final Duration BACKEND_DELAY = Duration.ofSeconds(9);

    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(20);

    /** The deadline, which is after the fourth attempt for all lengths of the random pauses. */
    private static final Duration DEADLINE = Duration.ofMillis(3600);

    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    private final StandIn standIn;
    private final TroubledCall call;
    private final NetworkTrouble trouble;
    private final FakeTime time = new FakeTime();
    private final WebPaasClient client;

    /** The server that redirects lead to, or that has a wrong certificate. */
    private final MockWebServer stranger = new MockWebServer();

    private final Environment environment;
    private final io.jenkins.plugins.webpaas.standin.StandInActivity played;
    private final Activity activity;
    private WebPaasApi api;

    public TroubleScenario(StandIn standIn, TroubledCall call, NetworkTrouble trouble) throws IOException {
        this.standIn = standIn;
        this.call = call;
        this.trouble = trouble;
        time.advance(Duration.between(time.instant(), Instant.now()));
        client = client();
        api = client.as(token(standIn.apiUrl().toString()));
        var world = standIn.world();
        var project = world.project(StandIn.PROJECT);
        var preview = project.addEnvironment(ENVIRONMENT, "development", call.status)
                .addSourceOperation(new SourceOperation("app", "update", "composer update"));
        played = world.begin("environment.source-operation", preview, world.account("deploy-bot"))
                .start();
        preview.addRuntimeOperation("app", "clear-cache");
        preview.addBackup(BACKUP);
        LINES.forEach(played::log);
        if (call != TroubledCall.CANCEL) {
            played.complete(Result.SUCCESS);
        }
        if (call == TroubledCall.STAGED_DEPLOYMENT) {
            world.begin("environment.push", preview, world.account("deploy-bot"))
                    .stage();
        }
        boolean isFirst = call == TroubledCall.TOKEN;
        environment = isFirst ? null : api.environment(StandIn.PROJECT, ENVIRONMENT);
        activity = isFirst ? null : api.activities().get(StandIn.PROJECT, played.id());
        stranger.start(InetAddress.getByName("localhost"), 0);
    }

    private WebPaasClient client() {
        HandshakeCertificates trusted = new HandshakeCertificates.Builder()
                .addTrustedCertificate(Certificates.decodeCertificatePem(standIn.certificatePem()))
                .addTrustedCertificate(AUTHORITY.certificate())
                .build();
        Duration timeout = trouble.isSlow() ? SHORT_TIMEOUT : LONG_TIMEOUT;
        HttpSettings settings = new HttpSettings(
                "Jenkins-WebPaaS/test", builder -> trusting(builder, trusted), timeout, timeout, DEADLINE, time);
        return new WebPaasClient(settings, this::pause);
    }

    private void pause(Duration pause) {
        time.sleep(pause);
        Duration paused = time.pauses.stream().reduce(Duration.ZERO, Duration::plus);
        if (paused.compareTo(BACKEND_DELAY) > 0) {
            standIn.faults().catchUp();
        }
    }

    private static OkHttpClient.Builder trusting(OkHttpClient.Builder builder, HandshakeCertificates trusted) {
        return builder.sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())
                .connectionPool(new ConnectionPool(2, 1, TimeUnit.SECONDS));
    }

    private ApiToken token(String api) {
        String auth = call == TroubledCall.TOKEN ? api : standIn.authUrl().toString();
        return new ApiToken(
                new Service(
                        "standin",
                        "Stand-in",
                        new Endpoints(api, auth, api, "platform-cli", null),
                        SshHosts.of(List.of("*.standin.test"), UnknownHosts.REFUSE),
                        new VendorCliNames("standin", "STANDIN_CLI_")),
                StandIn.API_TOKEN);
    }

    /** @param times number of requests that have the trouble */
    public CallAftermath play(int times) throws IOException {
        beginTrouble(times);
        int activities = activities();
        standIn.requests().clear();
        long start = System.nanoTime();
        Object answer = null;
        IOException failure = null;
        try {
            answer = call.call.run(this);
        } catch (IOException e) {
            failure = e;
        }
        return new CallAftermath(
                call,
                answer,
                failure,
                standIn.requests().count(call.endpoint),
                activities() - activities,
                played.state(),
                stranger.getRequestCount(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private void beginTrouble(int times) {
        Fault fault = trouble == NetworkTrouble.REDIRECT
                ? Fault.redirect("https://localhost:" + stranger.getPort() + "/")
                : trouble.fault;
        if (fault != null) {
            standIn.faults().add(call.endpoint, fault.times(times));
        }
        if (trouble == NetworkTrouble.ACTED_AND_GONE) {
            standIn.faults().add(Endpoint.ACTIVITIES, NetworkTrouble.NONE.fault.times(1));
            standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503));
        }
        standIn.authority().flaw(trouble.flaw);
        if (trouble.isTls()) {
            stranger.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(wrongCertificate())
                    .build()
                    .sslSocketFactory());
            api = client.as(token("https://localhost:" + stranger.getPort()));
        }
        if (trouble == NetworkTrouble.NOT_CONNECTED) {
            stranger.close();
            api = client.as(token("https://localhost:" + stranger.getPort()));
        }
        if (trouble == NetworkTrouble.CLOCK_AHEAD) {
            time.advance(Duration.ofHours(1));
        } else if (trouble == NetworkTrouble.CLOCK_BEHIND) {
            time.advance(Duration.ofHours(-1));
        }
    }

    private HeldCertificate wrongCertificate() {
        HeldCertificate.Builder certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName(trouble == NetworkTrouble.OTHER_HOST ? "other.example" : "localhost");
        if (trouble != NetworkTrouble.UNTRUSTED) {
            certificate.signedBy(AUTHORITY);
        }
        if (trouble == NetworkTrouble.EXPIRED) {
            certificate.validityInterval(0, 1);
        }
        return certificate.build();
    }

    private int activities() {
        return standIn.world().project(StandIn.PROJECT).activities().size();
    }

    public WebPaasApi api() {
        return api;
    }

    public FakeTime time() {
        return time;
    }

    public Environment environment() {
        return environment;
    }

    public String machineName() {
        return environment.machineName();
    }

    /** Returns an activity that has ended, or one that runs if the call cancels it. */
    public Activity activity() {
        return activity;
    }

    @Override
    public void close() {
        standIn.faults().clear();
        standIn.authority().flaw(NetworkTrouble.NONE.flaw);
        stranger.close();
    }
}
