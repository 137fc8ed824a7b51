package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the operations that may be done again and again. Each is started once, whatever happens to the answer. */
class EnvironmentOperationsTest extends EnvironmentTest {
    private static final String ID = "pr-12";

    private static final ObjectMapper JSON = new ObjectMapper();

    private StandInEnvironment preview;

    @BeforeEach
    void addPreview() {
        preview = project.addEnvironment(ID, "development", "active");
    }

    private List<Activity> start(Operation operation) throws IOException {
        return operation.start(operations, api.environment(StandIn.PROJECT, ID));
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                Arguments.of(new Redeployment(), Endpoint.REDEPLOY, "environment.redeploy", ""),
                Arguments.of(new Merge(), Endpoint.MERGE, "environment.merge", ""),
                Arguments.of(
                        new Synchronization(false, false, true, false),
                        Endpoint.SYNCHRONIZE,
                        "environment.synchronize",
                        "{'synchronize_data': true, 'synchronize_code': false, 'rebase': false}"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOperationIsStartedByItsLinkEachTime(Operation operation, Endpoint endpoint, String type, String body)
            throws Exception {
        assertThat(start(operation)).singleElement().extracting(Activity::type).isEqualTo(type);
        assertThat(JSON.readTree(standIn.requests().last(endpoint).body()))
                .isEqualTo(JSON.readTree(body.replace('\'', '"')));
        assertThat(operation.isDone(api.environment(StandIn.PROJECT, ID))).isFalse();
        assertThat(start(operation)).hasSize(1);
        assertThat(project.activities()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anActivityWhoseAnswerWasLostIsFound(Operation operation, Endpoint endpoint) throws Exception {
        standIn.faults().add(endpoint, Fault.dropAfter());

        assertThat(start(operation))
                .singleElement()
                .extracting(Activity::id)
                .isEqualTo(project.activities().get(0).id());
        assertThat(standIn.requests().count(endpoint)).isOne();
        assertThat(api().operations().find(kept.get(0), operation))
                .as("found after a crash")
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aRequestThatMayNotHaveArrivedIsNotSentAgain(Operation operation, Endpoint endpoint) {
        standIn.faults().add(endpoint, Fault.dropBefore());

        assertThat(CallFailure.call(() -> start(operation)).problem()).isEqualTo(Problem.UNKNOWN_OUTCOME);
        assertThat(standIn.requests().count(endpoint)).isOne();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whileAnActivityRunsTheUserIsToldToTryLater(Operation operation, Endpoint endpoint) {
        preview.closedWhileDirty();
        standIn.world().begin("environment.backup", preview, standIn.world().account("deploy-bot"));

        assertThatThrownBy(() -> start(operation))
                .hasMessage("The API offers no " + operation.name()
                        + " for environment 'pr-12' now: an activity is pending or running in environment 'pr-12'. Try"
                        + " again after its end.");
        assertThat(standIn.requests().count(endpoint)).isZero();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOperationThatTheAccountIsNotOfferedIsNotSent(Operation operation, Endpoint endpoint) {
        preview.hideLink("#" + endpoint.name().toLowerCase());

        assertThatThrownBy(() -> start(operation))
                .hasMessageStartingWith(
                        "The API offers no " + operation.name() + " for environment 'pr-12' to this account: ")
                .hasMessageContaining("the machine user needs the role Admin");
        assertThat(standIn.requests().count(endpoint)).isZero();
    }

    @Test
    void resourcesAreNamedOnlyIfTheyAreSynchronized() throws Exception {
        standIn.faults().add(Endpoint.SYNCHRONIZE, Fault.status(403));

        assertThat(CallFailure.call(() -> start(new Synchronization(true, true, false, true))))
                .hasMessageStartingWith("Could not synchronize environment 'pr-12'");
        assertThat(JSON.readTree(standIn.requests().last(Endpoint.SYNCHRONIZE).body()))
                .isEqualTo(JSON.readTree("{\"synchronize_data\": false, \"synchronize_code\": true, \"rebase\": true,"
                        + " \"synchronize_resources\": true}"));
    }

    /** An activity that another account, or another merge, has started is not taken for the lost one. */
    @Test
    void aMergeIsFoundAmongOthersOfTheProject() throws Exception {
        Account bot = standIn.world().account("deploy-bot");
        standIn.faults().add(Endpoint.MERGE, Fault.dropAfter());
        duringPauses = () -> standIn.world().begin("environment.merge", project.environment("feature/x"), bot);

        assertThat(start(new Merge()))
                .singleElement()
                .extracting(Activity::environment)
                .isEqualTo("main");
    }

    @Test
    void anEnvironmentWithoutParentIsNeitherSynchronizedNorMerged() {
        preview.parent(null);

        assertThatThrownBy(() -> start(new Synchronization(true, false, false, false)))
                .hasMessage("Environment 'pr-12' has no parent to synchronize with, and nothing was started.");
        assertThatThrownBy(() -> start(new Merge()))
                .hasMessage("Environment 'pr-12' has no parent to merge into, and nothing was started.");
    }

    @Test
    void aBranchIsMadeOnceWithItsTitleTypeAndData() throws Exception {
        standIn.faults().add(Endpoint.BRANCH, Fault.dropAfter());

        assertThat(start(new Branch("load-test", "Load test", "staging", false)))
                .singleElement()
                .extracting(Activity::environment)
                .isEqualTo("load-test");
        assertThat(JSON.readTree(standIn.requests().last(Endpoint.BRANCH).body()))
                .isEqualTo(JSON.readTree("{\"name\": \"load-test\", \"title\": \"Load test\", \"type\": \"staging\","
                        + " \"clone_parent\": false}"));
        assertThat(standIn.requests().count(Endpoint.BRANCH)).isOne();
        assertThat(api().operations().find(kept.get(0), new Branch("load-test", null, null, true)))
                .hasSize(1);

        assertThatThrownBy(() -> start(new Branch("load-test", null, null, true)))
                .hasMessage(
                        "name: environment 'load-test' exists already, and nothing was started. Choose another name,"
                                + " or delete that environment before");
        assertThat(standIn.requests().count(Endpoint.BRANCH)).isOne();
    }

    @Test
    void aBranchThatIsNotOfferedIsNotMade() {
        preview.hideLink("#branch");

        assertThatThrownBy(() -> start(new Branch("load-test", null, null, true)))
                .hasMessage(
                        "The API offers no branch for environment 'pr-12' to this account: no integration with a git"
                                + " host may manage the project's branches, and the machine user needs the role Admin for its"
                                + " type.");
    }

    @Test
    void aBackupIsRestoredOnceInAnotherEnvironment() throws Exception {
        main.addBackup("k9");
        standIn.faults().add(Endpoint.BACKUP_RESTORE, Fault.dropAfter());

        assertThat(start(new Restoration("k9", "main", false, false)))
                .singleElement()
                .extracting(Activity::environment)
                .isEqualTo(ID);
        assertThat(JSON.readTree(
                        standIn.requests().last(Endpoint.BACKUP_RESTORE).body()))
                .isEqualTo(JSON.readTree("{\"environment_name\": \"pr-12\", \"restore_code\": false,"
                        + " \"restore_resources\": false}"));
        assertThat(standIn.requests().count(Endpoint.BACKUP_RESTORE)).isOne();
    }

    @Test
    void aBackupOfAnotherEnvironmentIsNotFound() {
        main.addBackup("k9");

        assertThatThrownBy(() -> start(new Restoration("k9", null, true, true)))
                .hasMessageStartingWith("Could not read backup 'k9' of environment 'pr-12'")
                .hasMessageContaining("Check the id of the backup, and that the backup is of this environment");
        assertThatThrownBy(() -> new Restoration("../x", null, true, true))
                .hasMessage("backup: '../x' is no id of a backup");
    }

    @Test
    void stagedChangesAreDeployedOnce() throws Exception {
        StagedDeployment deployment = new StagedDeployment(null);
        assertThat(start(deployment)).as("nothing is staged").isEmpty();
        StandInActivity push = standIn.world()
                .begin("environment.push", preview, standIn.world().account("deploy-bot"));
        assertThat(deployment.isDone(api.environment(StandIn.PROJECT, ID)))
                .as("a push is under way")
                .isFalse();
        push.stage();
        standIn.faults().add(Endpoint.DEPLOY, Fault.dropAfter());

        assertThat(start(deployment)).singleElement().extracting(Activity::type).isEqualTo("environment.deploy");
        assertThat(standIn.requests().last(Endpoint.DEPLOY).body()).isEqualTo("{\"strategy\":\"stopstart\"}");
        project.activity("environment.deploy").complete(Result.SUCCESS);
        assertThat(start(deployment)).isEmpty();
        assertThat(standIn.requests().count(Endpoint.DEPLOY)).isOne();
    }

    @Test
    void aStrategyThatTheEnvironmentDoesNotHaveIsNotSent() throws Exception {
        standIn.world()
                .begin("environment.push", preview, standIn.world().account("deploy-bot"))
                .stage();

        assertThatThrownBy(() -> start(new StagedDeployment("rolling")))
                .hasMessage("strategy: environment 'pr-12' cannot be deployed while the site is up, and nothing was"
                        + " started. Use stopstart");
        preview.canRollingDeploy(true);
        assertThat(start(new StagedDeployment("rolling"))).hasSize(1);
        assertThat(standIn.requests().last(Endpoint.DEPLOY).body()).isEqualTo("{\"strategy\":\"rolling\"}");
        assertThatThrownBy(() -> new StagedDeployment("blue-green"))
                .hasMessage("strategy: 'blue-green' is none of stopstart, rolling");
    }
}
