package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInData;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests operations against the stand-in. Each is started once, even if the network loses or damages the answer. */
class OperationsTest extends EnvironmentTest {
    private static final Operation BACKUP = new Operation.Backup(false);
    private static final Operation UPDATE = new Operation.SourceOperation("update", Map.of());

    @Test
    void aBackupIsFollowedToItsEnd() throws Exception {
        Activity pending = BACKUP.start(operations, environment).get(0);

        assertThat(pending.type()).isEqualTo("environment.backup");
        assertThat(pending.isFinal()).isFalse();
        assertThat(pending.backup()).isNull();
        standIn.world()
                .project(StandIn.PROJECT)
                .activity("environment.backup")
                .start()
                .complete(Result.SUCCESS);

        Activity complete = api.activities().get(StandIn.PROJECT, pending.id());
        assertThat(complete.isSuccess()).isTrue();
        assertThat(complete.backup()).isEqualTo(main.backups().get(0).id());
        assertThat(complete.startedAt()).isNotNull();
        assertThat(complete.completedAt()).isAfterOrEqualTo(complete.createdAt());
        assertThat(main.backups().get(0).safe()).isTrue();
    }

    @Test
    void aLiveBackupIsNotSafe() throws Exception {
        assertThat(new Operation.Backup(true).start(operations, environment)).hasSize(1);

        assertThat(standIn.requests().last(Endpoint.BACKUP).body()).isEqualTo("{\"safe\":false}");
    }

    @Test
    void aServiceThatIsDoneAtOnceHasNoActivity() throws Exception {
        standIn.world().listed(StandInData.Listed.NONE);

        assertThat(BACKUP.start(operations, environment)).isEmpty();
        assertThat(main.backups()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"_embedded\": {}}", "{\"_embedded\": {\"activities\": null}}", "{\"id\": \"main\"}"})
    void anAnswerWithoutActivitiesSaysThatThereAreNone(String answer) throws Exception {
        standIn.faults().add(Endpoint.BACKUP, Fault.json(answer).acted());

        assertThat(BACKUP.start(operations, environment)).isEmpty();
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "ACCEPTED_FOR_LATER"})
    void anActivityThatTheAnswerDoesNotNameIsLookedFor(StandInData.Listed listed) throws Exception {
        standIn.world().listed(listed);

        assertThat(BACKUP.start(operations, environment))
                .singleElement()
                .extracting(Activity::id)
                .isEqualTo(only("environment.backup"));
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isEqualTo(1);
    }

    @Test
    void whatIsNotOfferedWhileAnActivityRunsIsOfferedLater() throws Exception {
        main.closedWhileDirty();
        standIn.world().begin("environment.push", main, standIn.world().account("deploy-bot"));
        Environment busy = api.environment(StandIn.PROJECT, "main");

        for (ThrowingCallable operation : List.<ThrowingCallable>of(
                () -> BACKUP.start(operations, busy),
                () -> operations.sourceOperations(busy),
                () -> UPDATE.start(operations, busy))) {
            assertThat(CallFailure.call(operation))
                    .hasMessageMatching(
                            "The API offers no [a-z ]+ for environment 'main' now: an activity is pending or"
                                    + " running in environment 'main'. Try again after its end.");
        }
    }

    @Test
    void sourceOperationsAreListedAndRunWithVariables() throws Exception {
        assertThat(operations.sourceOperations(environment)).containsExactly("rebuild-assets", "update");

        List<Activity> activities = new Operation.SourceOperation("update", Map.of("env", Map.of("FILE", "a=b.txt")))
                .start(operations, environment);

        assertThat(activities).singleElement().extracting(Activity::type).isEqualTo("environment.source-operation");
        assertThat(standIn.requests().last(Endpoint.SOURCE_OPERATION).body())
                .contains("\"operation\":\"update\"", "\"variables\":{\"env\":{\"FILE\":\"a=b.txt\"}}");
    }

    @Test
    void whatTheApiDoesNotOfferIsNotSent() {
        Environment none = new Environment(
                StandIn.PROJECT,
                "main",
                null,
                null,
                null,
                null,
                false,
                false,
                null,
                null,
                false,
                false,
                null,
                new Links(Map.of()));

        assertThat(CallFailure.call(() -> BACKUP.start(operations, none)))
                .hasMessage("The API offers no backup for environment 'main' to this account: the"
                        + " machine user needs the role Admin for its type.");
        assertThat(CallFailure.call(() -> operations.sourceOperations(none)))
                .hasMessageStartingWith("The API offers no source operations for environment 'main' to this account:")
                .hasMessageContaining("plan")
                .hasMessageContaining("pull request");
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paused   | false | environment 'main' is paused: resume it.",
                "inactive | false | environment 'main' is inactive: activate it.",
                "paused   | true  | project 'abcdefghij234' is suspended by the service, mostly for lack of payment. Its environments cannot be used until the project's owner resolves this.",
            })
    void whatIsNotOfferedIsPutDownToTheStateThatKeepsItAway(String status, boolean suspended, String reason)
            throws Exception {
        main.status(status).hideLink("#source-operation").hideLink("#source-operations");
        project.suspended(suspended);
        Environment closed = api.environment(StandIn.PROJECT, "main");

        for (ThrowingCallable operation : List.<ThrowingCallable>of(
                () -> BACKUP.start(operations, closed),
                () -> operations.sourceOperations(closed),
                () -> UPDATE.start(operations, closed))) {
            assertThat(CallFailure.call(operation))
                    .hasMessageMatching("The API offers no [a-z ]+ for environment 'main' now: \\Q" + reason + "\\E");
        }
    }

    @Test
    void aRefusalIsPutDownToASuspendedProject() {
        project.suspended(true);
        standIn.faults().add(Endpoint.BACKUP, Fault.status(403));

        assertThat(CallFailure.call(() -> BACKUP.start(operations, environment)))
                .hasMessageContaining("answered 403")
                .hasMessageContaining("The reason may be that project 'abcdefghij234' is suspended by the service");
    }

    @Test
    void whereTheLoginOfAProxyIsDemandedNothingWasStarted() {
        standIn.faults().add(Endpoint.BACKUP, Fault.status(407));

        assertThat(CallFailure.call(() -> BACKUP.start(operations, environment)).problem())
                .isEqualTo(Problem.PROXY);
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isOne();
        assertThat(time.pauses).as("nothing is looked for").isEmpty();
    }

    @Test
    void aProjectThatCannotBeReadIsNoReason() {
        standIn.faults().add(Endpoint.PROJECT, Fault.status(500));
        main.status("paused");

        assertThat(CallFailure.call(() -> BACKUP.start(operations, api.environment(StandIn.PROJECT, "main"))))
                .hasMessageEndingWith("now: environment 'main' is paused: resume it.");
        assertThat(standIn.requests().count(Endpoint.PROJECT)).isOne();
    }

    static Stream<Named<Fault>> faults() {
        return Stream.of(
                Named.of("acted on and dropped", Fault.dropAfter()),
                Named.of("500, acted on", Fault.status(500).acted()),
                Named.of("502, acted on", Fault.html(502).acted()),
                Named.of(
                        "503 with Retry-After 0, acted on",
                        Fault.status(503).header("Retry-After", "0").acted()),
                Named.of("a redirect, acted on", Fault.redirect("/elsewhere").acted()),
                Named.of("half an answer", Fault.truncatedBody()),
                Named.of("an answer that stalls", Fault.stalledBody()),
                Named.of("an answer that is late", Fault.latency(TIMEOUT.multipliedBy(2))),
                Named.of("an answer that is no JSON", Fault.invalidJson().acted()),
                Named.of("an answer that is a list", Fault.json("[]").acted()),
                Named.of(
                        "an odd list of what is in it",
                        Fault.json("{\"_embedded\": 7}").acted()),
                Named.of(
                        "odd activities",
                        Fault.json("{\"_embedded\": {\"activities\": {\"id\": \"a\"}}}")
                                .acted()),
                Named.of(
                        "activities without ids",
                        Fault.json("{\"_embedded\": {\"activities\": [{}]}}").acted()),
                Named.of("an access token that is refused", Fault.status(401)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aBackupIsStartedExactlyOnce(Fault fault) throws Exception {
        standIn.faults().add(Endpoint.BACKUP, fault.times(1));

        List<Activity> activities = BACKUP.start(operations, environment);

        assertThat(activities).singleElement().extracting(Activity::id).isEqualTo(only("environment.backup"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aSourceOperationIsStartedExactlyOnceBesideAnEarlierOne(Fault fault) throws Exception {
        UPDATE.start(operations, environment);
        String earlier = only("environment.source-operation");
        standIn.faults().add(Endpoint.SOURCE_OPERATION, fault.times(1));

        List<Activity> activities = UPDATE.start(operations, environment);

        assertThat(activities).singleElement().extracting(Activity::id).isNotEqualTo(earlier);
        assertThat(standIn.world().project(StandIn.PROJECT).activities()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 422})
    void aRefusalIsNotTriedAgain(int status) {
        standIn.faults().add(Endpoint.BACKUP, Fault.status(status));

        assertThat(CallFailure.call(() -> BACKUP.start(operations, environment)).status())
                .hasValue(status);
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isOne();
    }

    /** One of eight backups loses its answer, and must not take the activity of another backup. */
    @Test
    void manyAtTheSameTimeEachHaveTheirOwn() throws Exception {
        standIn.faults().add(Endpoint.BACKUP, Fault.dropAfter().times(1));
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            Set<String> ids = new HashSet<>();
            Callable<List<Activity>> backup = () -> BACKUP.start(operations, environment);
            for (Future<List<Activity>> future : executor.invokeAll(Collections.nCopies(8, backup))) {
                ids.add(future.get().get(0).id());
            }
            assertThat(ids).hasSize(8);
            assertThat(standIn.requests().count(Endpoint.BACKUP)).isEqualTo(8);
        } finally {
            executor.shutdownNow();
        }
    }
}
