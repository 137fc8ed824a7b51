package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInData;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the operations that change an environment's status, and its end. Each is started once, whatever happens to the answer. */
class LifecycleOperationsTest extends EnvironmentTest {
    private static final String ID = "pr-12";
    private static final Deletion DELETION = new Deletion(false);

    private StandInEnvironment preview(String type, String status) {
        return project.addEnvironment(ID, type, status);
    }

    private List<Activity> start(Operation operation) throws IOException {
        return operation.start(operations, api.environment(StandIn.PROJECT, ID));
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                Arguments.of(new Activation(), "inactive", Endpoint.ACTIVATE, "active"),
                Arguments.of(new Activation(), "paused", Endpoint.RESUME, "active"),
                Arguments.of(new Pause(), "active", Endpoint.PAUSE, "paused"),
                Arguments.of(new Resumption(), "paused", Endpoint.RESUME, "active"),
                Arguments.of(new Deactivation(false), "active", Endpoint.DEACTIVATE, "inactive"),
                Arguments.of(new Deactivation(false), "paused", Endpoint.DEACTIVATE, "inactive"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theStatusIsChangedOnce(Operation operation, String before, Endpoint endpoint, String after) throws Exception {
        preview("development", before);
        assertThat(start(operation))
                .singleElement()
                .extracting(Activity::id)
                .isEqualTo(project.activities().get(0).id());
        assertThat(standIn.requests().last(endpoint).body()).isEmpty();
        project.activities().get(0).complete(Result.SUCCESS);

        assertThat(project.environment(ID).status()).isEqualTo(after);
        assertThat(operation.isDone(api.environment(StandIn.PROJECT, ID))).isTrue();
        assertThat(start(operation)).isEmpty();
        assertThat(standIn.requests().count(endpoint)).isOne();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatAnAnswerWasLostOfIsFound(Operation operation, String before, Endpoint endpoint) throws Exception {
        preview("development", before);
        standIn.faults().add(endpoint, Fault.dropAfter());

        List<Activity> started = start(operation);

        assertThat(started)
                .singleElement()
                .extracting(Activity::id)
                .isEqualTo(project.activities().get(0).id());
        assertThat(standIn.requests().count(endpoint)).isOne();
        assertThat(api().operations().find(kept.get(0), operation)).hasSize(1);
    }

    /** The activity may be gone, or there was none. */
    @ParameterizedTest
    @MethodSource("operations")
    void whatHasComeAboutIsDoneThoughNoActivityShowsIt(Operation operation, String before, Endpoint endpoint)
            throws Exception {
        preview("development", before);
        standIn.world().listed(StandInData.Listed.NONE);
        standIn.faults().add(endpoint, Fault.dropAfter());

        assertThat(start(operation)).isEmpty();
        assertThat(standIn.requests().count(endpoint)).isOne();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatHasNotComeAboutIsUnknownAndNotSentAgain(Operation operation, String before, Endpoint endpoint) {
        preview("development", before);
        standIn.faults().add(endpoint, Fault.dropBefore());

        assertThat(CallFailure.call(() -> start(operation)).problem()).isEqualTo(Problem.UNKNOWN_OUTCOME);
        assertThat(standIn.requests().count(endpoint)).isOne();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whileAnActivityRunsTheUserIsToldToTryLater(Operation operation, String before) {
        StandInEnvironment environment = preview("development", before).closedWhileDirty();
        standIn.world().begin("environment.backup", environment, standIn.world().account("deploy-bot"));

        assertThatThrownBy(() -> start(operation))
                .hasMessage("The API offers no " + operation.name()
                        + " for environment 'pr-12' now: an activity is pending or running in environment 'pr-12'. Try"
                        + " again after its end.");
    }

    @Test
    void anActiveEnvironmentIsActiveWhileAnActivityRuns() throws Exception {
        StandInEnvironment environment = preview("development", "active");
        standIn.world().begin("environment.backup", environment, standIn.world().account("deploy-bot"));

        assertThat(start(new Activation())).isEmpty();
        assertThat(standIn.requests().count(Endpoint.ACTIVATE)).isZero();
    }

    @Test
    void aDeletionDeactivatesWaitsAndDeletes() throws Exception {
        preview("development", "active");
        assertThat(DELETION.parts()).hasSize(2);
        for (Operation part : DELETION.parts()) {
            assertThat(DELETION.isDone(api.environment(StandIn.PROJECT, ID))).isFalse();
            assertThat(start(part)).hasSize(1);
            project.activities().get(0).complete(Result.SUCCESS);
        }

        assertThat(api.findEnvironment(StandIn.PROJECT, ID)).isEmpty();
        assertThat(DELETION.isDone(null)).isTrue();
        assertThat(standIn.requests().count(Endpoint.DEACTIVATE)).isOne();
        assertThat(standIn.requests().count(Endpoint.ENVIRONMENT_DELETE)).isOne();
        assertThat(api().operations().find(kept.get(1), DELETION))
                .as("found after a crash")
                .isEmpty();
    }

    @Test
    void whatIsActiveIsNotDeletedAtOnce() {
        preview("development", "active");

        assertThatThrownBy(() -> start(DELETION))
                .hasMessage(
                        "The API offers no deletion for environment 'pr-12' to this account: it must be inactive, and"
                                + " the machine user needs the role Admin for its type.");
    }

    @Test
    void aDeletionWhoseAnswerWasLostIsFoundByItsActivityOrByItsEffect() throws Exception {
        preview("development", "inactive");
        standIn.faults().add(Endpoint.ENVIRONMENT_DELETE, Fault.dropAfter());
        assertThat(start(DELETION)).singleElement().extracting(Activity::type).isEqualTo("environment.delete");
        assertThat(DELETION.isDone(api.environment(StandIn.PROJECT, ID)))
                .as("on its way")
                .isTrue();
        project.activity("environment.delete").complete(Result.SUCCESS);

        preview("development", "inactive");
        standIn.world().listed(StandInData.Listed.NONE);
        assertThat(start(DELETION)).isEmpty();
        assertThat(standIn.requests().count(Endpoint.ENVIRONMENT_DELETE)).isEqualTo(2);
    }

    @Test
    void aDeletionThatDidNotArriveIsNotSentAgain() {
        preview("development", "inactive");
        standIn.faults().add(Endpoint.ENVIRONMENT_DELETE, Fault.dropBefore());

        assertThat(CallFailure.call(() -> start(DELETION)).problem()).isEqualTo(Problem.UNKNOWN_OUTCOME);
        assertThat(standIn.requests().count(Endpoint.ENVIRONMENT_DELETE)).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "production, active, it is of the type production.",
        "production, inactive, it is of the type production.",
        "staging, active, 'it is of the type staging, and allowStaging is not set.'",
    })
    void someTypesAreKept(String type, String status, String reason) {
        preview(type, status);
        for (Operation part : DELETION.parts()) {
            assertThatThrownBy(() -> start(part))
                    .hasMessage("Environment 'pr-12' is not deleted, and nothing was started: " + reason);
        }
        assertThat(project.activities()).isEmpty();
    }

    @Test
    void stagingIsDeletedIfThatIsAllowed() throws Exception {
        preview("staging", "inactive");

        assertThat(start(new Deletion(true))).hasSize(1);
        assertThat(new Deletion(true).parts().get(0)).usingRecursiveComparison().isEqualTo(new Deactivation(true));
    }

    /** A change of its type does not make it one that may be deleted. */
    @Test
    void theDefaultEnvironmentIsKept() throws Exception {
        project.addEnvironment("main", "development", "active");
        for (Operation part : new Deletion(true).parts()) {
            assertThatThrownBy(() -> part.start(operations, api.environment(StandIn.PROJECT, "main")))
                    .hasMessageEndingWith("it is the default environment of project 'abcdefghij234'.");
        }
        assertThat(project.activities()).isEmpty();
    }

    @Test
    void aParentIsKeptAsLongAsItsChildrenAreActive() throws Exception {
        preview("development", "inactive");
        standIn.world().integrate(project, "child", "c".repeat(40));
        StandInEnvironment child = project.environment("child");
        project.activity("environment.push").complete(Result.SUCCESS);
        child.parent(ID);

        assertThatThrownBy(() -> start(DELETION))
                .hasMessageEndingWith("it has active children: child. Delete or deactivate these before.");
        child.status("paused");
        assertThatThrownBy(() -> start(DELETION)).hasMessageContaining("active children");
        child.status("inactive");
        assertThat(start(DELETION)).hasSize(1);
    }

    @Test
    void withoutTheReasonsNothingIsDeleted() {
        preview("development", "inactive");
        standIn.faults().add(Endpoint.ENVIRONMENTS, Fault.status(503));

        assertThatThrownBy(() -> start(DELETION)).hasMessageStartingWith("Could not list the environments");
        assertThat(project.activities()).isEmpty();
    }
}
