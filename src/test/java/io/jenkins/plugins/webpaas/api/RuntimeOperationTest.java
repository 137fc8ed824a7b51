package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests runtime operations, which belong to an app or a worker. */
class RuntimeOperationTest extends EnvironmentTest {
    @BeforeEach
    void addOperations() {
        main.addRuntimeOperation("app", "clear-cache");
        main.addRuntimeOperation("app", "reindex");
        main.addRuntimeOperation("app--queue", "reindex");
    }

    private List<Activity> run(String operation, String app, String worker, String... parameters) throws IOException {
        return new RuntimeOperation(operation, app, worker, List.of(parameters))
                .start(operations, api.environment(StandIn.PROJECT, "main"));
    }

    private String body() {
        return standIn.requests().last(Endpoint.RUNTIME_OPERATION).body();
    }

    @ParameterizedTest
    @CsvSource({
        "clear-cache,,, app",
        "clear-cache, app,, app",
        "reindex, app,, app",
        "reindex,, queue, app--queue",
        "reindex, app, queue, app--queue"
    })
    void runsInTheContainerThatIsMeant(String operation, String app, String worker, String service) throws Exception {
        assertThat(run(operation, app, worker))
                .singleElement()
                .extracting(Activity::type)
                .isEqualTo("environment.operation");

        assertThat(body()).contains("\"service\":\"" + service + "\"", "\"operation\":\"" + operation + "\"");
        assertThat(body()).doesNotContain("parameters");
    }

    @Test
    void hasParametersInTheirOrder() throws Exception {
        run("clear-cache", null, null, "pages", "a b");

        assertThat(body()).contains("\"parameters\":[\"pages\",\"a b\"]");
    }

    @Test
    void isFoundIfTheAnswerWasLostAndNotSentAgain() throws Exception {
        standIn.faults().add(Endpoint.RUNTIME_OPERATION, Fault.dropAfter().times(1));
        assertThat(run("clear-cache", null, null))
                .singleElement()
                .extracting(Activity::id)
                .isEqualTo(only("environment.operation"));
        standIn.faults().add(Endpoint.RUNTIME_OPERATION, Fault.dropBefore());

        assertThat(CallFailure.call(() -> run("clear-cache", null, null)).problem())
                .isEqualTo(Problem.UNKNOWN_OUTCOME);
        assertThat(standIn.requests().count(Endpoint.RUNTIME_OPERATION)).isEqualTo(2);
    }

    @Test
    void whatTheEnvironmentDoesNotHaveIsNotSent() {
        assertThatThrownBy(() -> run("clear", null, null))
                .hasMessage("operation: environment 'main' has no runtime operation 'clear'. It has clear-cache of app,"
                        + " reindex of app, reindex of app--queue");
        assertThatThrownBy(() -> run("clear-cache", "app", "queue"))
                .hasMessageStartingWith("operation: environment 'main' has no runtime operation 'clear-cache' of worker"
                        + " 'queue' of app 'app'. It has ");
        assertThatThrownBy(() -> run("reindex", null, null))
                .hasMessage("app: several have the runtime operation 'reindex': reindex of app, reindex of app--queue."
                        + " Name the app, and the worker if it is of a worker");
        main.hideLink("#operations");
        assertThatThrownBy(() -> run("clear-cache", null, null))
                .hasMessage(
                        "The API offers no runtime operation for environment 'main' to this account: the project's"
                                + " plan must include runtime operations, and the machine user needs the role of the operation.");
        assertThat(standIn.requests().count(Endpoint.RUNTIME_OPERATION)).isZero();
    }

    @Test
    void anInactiveEnvironmentHasNone() {
        main.status("inactive");

        assertThatThrownBy(() -> run("clear-cache", null, null))
                .hasMessageStartingWith("Could not read the deployment of environment 'main'")
                .hasMessageEndingWith("The reason may be that environment 'main' is inactive: activate it.");
    }
}
