package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The base of tests that start operations in an environment of the stand-in. */
abstract class EnvironmentTest {
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    final FakeTime time = new FakeTime();
    final List<PendingRequest> kept = Collections.synchronizedList(new ArrayList<>());
    Runnable duringPauses = () -> {};
    StandIn standIn;
    StandInProject project;
    io.jenkins.plugins.webpaas.standin.StandInEnvironment main;
    WebPaasApi api;
    Operations operations;
    Environment environment;

    @BeforeEach
    final void start() throws Exception {
        standIn = StandIn.start();
        project = standIn.world().project(StandIn.PROJECT);
        main = project.environment("main");
        api = api();
        operations = api.operations(kept::add);
        environment = api.environment(StandIn.PROJECT, "main");
    }

    /** Returns the API of a new client, as after a restart of the JVM. */
    final WebPaasApi api() {
        return api(builder -> builder);
    }

    final WebPaasApi api(UnaryOperator<OkHttpClient.Builder> customizer) {
        return new WebPaasClient(
                        new HttpSettings(
                                "Jenkins-WebPaaS/test",
                                customizer,
                                TIMEOUT,
                                TIMEOUT,
                                Duration.ofSeconds(5),
                                Clock.systemUTC()),
                        duration -> {
                            time.sleep(duration);
                            duringPauses.run();
                        })
                .as(new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN));
    }

    @AfterEach
    final void close() {
        standIn.close();
    }

    /** Returns the id of the only activity, which must be of a type. */
    final String only(String type) {
        assertThat(project.activities()).singleElement().matches(activity -> activity.type()
                .equals(type));
        return project.activities().get(0).id();
    }
}
