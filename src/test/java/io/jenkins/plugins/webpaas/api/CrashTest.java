package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the search for an operation whose request another JVM sent before a crash. */
class CrashTest extends EnvironmentTest {
    private static final String BACKUP = "environment.backup";
    private static final Operation BACKUP_OPERATION = new Operation.Backup(false);

    @Test
    void whatCannotBeKeptIsNotStarted() {
        Operations unsaved = api.operations(request -> {
            throw new IOException("disk full");
        });

        assertThatThrownBy(() -> BACKUP_OPERATION.start(unsaved, environment)).hasMessage("disk full");
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isZero();
    }

    @Test
    void itIsKeptOnceHoweverOftenItIsSent() throws Exception {
        standIn.faults().add(Endpoint.BACKUP, Fault.status(401).times(1));

        BACKUP_OPERATION.start(operations, environment);

        assertThat(kept).hasSize(1);
    }

    @Test
    void whatWasActedOnIsFoundBesideWhatWasThereBefore() throws Exception {
        standIn.world().begin(BACKUP, main, standIn.world().account("deploy-bot"));
        String started = BACKUP_OPERATION.start(operations, environment).get(0).id();

        assertThat(find()).singleElement().extracting(Activity::id).isEqualTo(started);
        assertThat(time.pauses).containsExactly(Duration.ZERO);
    }

    @Test
    void anotherKindDoesNotCount() throws Exception {
        String started = BACKUP_OPERATION.start(operations, environment).get(0).id();
        new Operation.SourceOperation("update", Map.of()).start(api.operations(), environment);

        assertThat(find()).singleElement().extracting(Activity::id).isEqualTo(started);
    }

    @Test
    void whatAppearsWhileItIsLookedForIsFound() throws Exception {
        sendInVain();
        duringPauses = () -> {
            if (time.pauses.size() == 3) {
                standIn.world().begin(BACKUP, main, standIn.world().account("deploy-bot"));
            }
        };

        assertThat(find()).singleElement().extracting(Activity::id).isEqualTo(only(BACKUP));
    }

    @Test
    void whatDoesNotAppearIsUnknownAndNotSentAgain() {
        sendInVain();

        assertThatOutcomeIsUnknown(
                "the service shows no such activity so far, but may still be processing the request");
    }

    @Test
    void severalCannotBeToldApart() {
        sendInVain();
        Account bot = standIn.world().account("deploy-bot");
        standIn.world().begin(BACKUP, main, bot);
        standIn.world().begin(BACKUP, main, bot);

        assertThatOutcomeIsUnknown("several such activities appeared meanwhile");
    }

    @Test
    void anotherAccountsIsNotTakenForOurs() {
        sendInVain();
        standIn.world().begin(BACKUP, main, standIn.world().add(new Account("cron", "Cron", "Job")));

        assertThatOutcomeIsUnknown("only such an activity of another account appeared meanwhile");
    }

    /** A new build may start the same operation before the resumed build looks for its own. */
    @Test
    void anActivityOfAnotherBuildIsNotTakenForOurs() throws Exception {
        sendInVain();
        WebPaasApi next = api();
        BACKUP_OPERATION.start(next.operations(), next.environment(project.id(), "main"));

        assertThat(CallFailure.call(() -> next.operations().find(kept.get(0), BACKUP_OPERATION)))
                .hasMessageContaining(
                        "the service shows no such activity so far, but may still be processing the request");
    }

    @Test
    void whatWasFoundIsNotFoundForAnother() throws Exception {
        sendInVain();
        sendInVain();
        standIn.world().begin(BACKUP, main, standIn.world().account("deploy-bot"));
        WebPaasApi next = api();

        assertThat(next.operations().find(kept.get(0), BACKUP_OPERATION)).hasSize(1);
        assertThat(CallFailure.call(() -> next.operations().find(kept.get(1), BACKUP_OPERATION))
                        .problem())
                .isEqualTo(Problem.UNKNOWN_OUTCOME);
    }

    /** Sends a request that does not arrive. */
    private void sendInVain() {
        standIn.faults().add(Endpoint.BACKUP, Fault.status(403).times(1));
        CallFailure.call(() -> BACKUP_OPERATION.start(operations, environment));
        standIn.requests().clear();
    }

    private List<Activity> find() throws IOException {
        return api().operations().find(kept.get(0), BACKUP_OPERATION);
    }

    private void assertThatOutcomeIsUnknown(String reason) {
        WebPaasException failure = CallFailure.call(this::find);

        assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN_OUTCOME);
        assertThat(failure)
                .hasMessageStartingWith("It is not known whether Jenkins did back up environment 'main'")
                .hasMessageContaining(reason)
                .hasMessageEndingWith("Look at the environment's activities, in the console or at " + standIn.apiUrl()
                        + "/projects/" + project.id() + "/environments/main/activities, before you start it again."
                        + " Jenkins was stopped before the answer came.");
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isZero();
    }
}
